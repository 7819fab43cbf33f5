import type { Clock } from './clock.ts'
import type { CardFinder } from './handlers/desk.ts'
import type { MessageStore } from './outbox/message.ts'

/** The ledger's side of a tap: which card it was, and the new response code put by (`wecom.md` 2.3). */
export function createCardFinder(
  messages: Pick<MessageStore, 'addCode' | 'findByTaskId'>,
  clock: Clock,
  updatableForMs: number,
): CardFinder {
  return {
    async tapped(taskId, responseCode) {
      const now = clock.now()
      await messages.addCode(
        taskId,
        { code: responseCode, expiresAt: new Date(now.getTime() + updatableForMs) },
        now,
      )
      const message = await messages.findByTaskId(taskId)
      if (message?.subject == null) return undefined
      return {
        messageId: message.id,
        communityId: message.communityId,
        subject: message.subject,
        facts: message.facts,
        ...(message.settlement === null ? {} : { endedBy: message.settlement.say }),
      }
    },
  }
}
