import type { Clock } from '../clock.ts'
import type { WecomError } from '../wecom/wecom-error.ts'
import type { OwnerTalkStore } from '../services/owner-talks.ts'
import { insteadOf, isOpenTalk, mostBefore, type OwnerBudget } from './owner-talk.ts'
import type { Message } from './message.ts'

/** Refusals of 微信客服 that speak of the chat, not of a repeated message id (`wecom.md` 7.8). */
export const CHAT_SHUT: ReadonlySet<number | undefined> = new Set([95001, 95002, 95018])

/** Stands before every message to an owner: what he cannot be sent is not tried, and somebody rings him up. */
export interface OwnerDoor {
  /** Whether the message may be tried; otherwise what takes its place has been asked for, and it is to be dropped. */
  admits(message: Message): Promise<boolean>
  /** Whether the platform has shut the chat, so that the message is to be dropped; what takes its place is asked for. */
  turnsAway(message: Message, error: WecomError): Promise<boolean>
}

/** The door over what is known of the chats; `askForCall` is told the same message any number of times. */
export function createOwnerDoor(deps: {
  talks: OwnerTalkStore
  budget: (communityId: string) => OwnerBudget
  askForCall: (message: Message) => Promise<void>
  clock: Clock
}): OwnerDoor {
  const { talks, budget, askForCall, clock } = deps

  async function callInstead(message: Message): Promise<void> {
    if (message.subject?.type === 'ticket' && insteadOf(message.kind) === 'phone') await askForCall(message)
  }

  return {
    async admits(message) {
      // What may have arrived already is repeated in any case, as the platform knows it.
      if (!('owner' in message.to) || message.request !== null) return true
      const { owner } = message.to
      const rules = budget(message.communityId)
      const isOpen = isOpenTalk(await talks.find(owner), clock.now(), rules)
      const most = mostBefore(message.kind, message.lane, rules)
      if (isOpen && (await talks.count(owner, message.id, most))) return true
      await callInstead(message)
      return false
    },
    async turnsAway(message, { errcode }) {
      if (!('owner' in message.to) || !CHAT_SHUT.has(errcode)) return false
      await talks.shut(message.to.owner, 'ended', clock.now())
      await callInstead(message)
      return true
    },
  }
}
