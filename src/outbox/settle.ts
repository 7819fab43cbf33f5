import { codeOf } from '../errors.ts'
import { WecomError } from '../wecom/wecom-error.ts'
import { backoffMs } from './backoff.ts'
import type { DispatchOptions } from './dispatch.ts'
import type { Message, ResponseCode } from './message.ts'
import { tellViewers } from './tell-viewers.ts'

/** The code is used up or expired (`wecom.md` 4.5). */
const CODE_NO_GOOD = 60140

/** Shows a card's viewers how it ended, all of them with one unused code; without one they are told in words. */
export async function settleCard(message: Message, token: string, options: DispatchOptions): Promise<void> {
  const { messages, quotas, composer, wecom, clock } = options
  const now = clock.now()
  const isGood = ({ expiresAt }: ResponseCode) => expiresAt > now
  // Of an attempt whose outcome nobody knows; "no good" means that it had arrived, as long as the code lives.
  const uncertain =
    message.settlingCode !== null && isGood(message.settlingCode) ? message.settlingCode : null
  const code = uncertain ?? message.codes.findLast(isGood)
  if (code === undefined || message.viewers.length === 0) return giveUp(message, token, options)

  const grant = await quotas.takeUpdate(`${message.id}:${token}`, message.lane)
  if (typeof grant === 'number') return messages.giveBack(message.id, token, new Date(now.getTime() + grant))
  if (uncertain === null && !(await messages.takeCode(message.id, token, code))) return quotas.giveBack(grant)
  try {
    const replaceName = composer.sayEnd(message)
    // Somebody who has left cannot be named any more, but his copy is one of all.
    const all = message.viewers.some(options.isFormer) ? { everyone: true } : {}
    await wecom.updateCard({ userIds: message.viewers, ...all, responseCode: code.code, replaceName })
    await messages.settled(message.id, token, 'shown', now)
  } catch (error) {
    if (!(error instanceof WecomError)) throw error
    await afterRefusal(message, token, { code, isUncertain: uncertain !== null }, error, options)
  } finally {
    await quotas.spent(grant)
  }
}

async function afterRefusal(
  message: Message,
  token: string,
  { code, isUncertain }: { code: ResponseCode; isUncertain: boolean },
  error: WecomError,
  options: DispatchOptions,
): Promise<void> {
  const { messages, clock, logger, backoff, random } = options
  const now = clock.now()
  if (error.errcode === CODE_NO_GOOD)
    return messages.settled(message.id, token, isUncertain ? 'shown' : 'try_next_code', now)
  logger.warn({ code: codeOf(error), errcode: error.errcode, messageId: message.id }, 'card not updated')
  if (error.handling === 'drop') return giveUp(message, token, options)
  const dueAt = new Date(now.getTime() + backoffMs(message.attempts, backoff, random()))
  // Surely refused: the code is still unused, and a later "no good" would not mean that this attempt had arrived.
  if (error.outcome === 'refused' && !isUncertain) return messages.returnCode(message.id, token, code, dueAt)
  return messages.putOff(message.id, token, dueAt, error.outcome)
}

/** Nothing can change this card now; a tap on it would bring a code that can. */
async function giveUp(message: Message, token: string, options: DispatchOptions): Promise<void> {
  await tellViewers(message, options)
  await options.messages.settled(message.id, token, 'stale', options.clock.now())
}
