/** What is said to an owner and not about the way of his matter: it must not use up what he can be sent of that. */
const CHATTER = new Set(['amended', 'attached', 'resumed', 'promise_changed', 'say'])

/** News for which the front desk rings up an owner who cannot be written to; the rest he is spared. */
const WORTH_A_CALL = new Set([
  'registered_ask',
  'taken',
  'apology',
  'stopped',
  'discarded',
  'done',
  'closed_unsolved',
  'reopened',
])

/** Whether a message of this kind may not draw on the reserve of what an owner can be sent (`owner.reserve`). */
export function isChatter(kind: string): boolean {
  return CHATTER.has(kind)
}

/** Whether the front desk rings up the owner when a message of this kind cannot be sent. */
export function isWorthACall(kind: string): boolean {
  return WORTH_A_CALL.has(kind)
}
