import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Replies } from '../services/replies.ts'
import { SAY } from './composer.ts'
import type { MessageStore } from './message.ts'

/** Replies over the message store; ids come from the event, so a replayed event says nothing twice. */
export function createReplies(messages: Pick<MessageStore, 'enqueue' | 'settleOne'>, clock: Clock): Replies {
  return {
    async say(to, text, { eventId, communityId }) {
      const digest = createHash('sha256')
        .update(`${eventId} ${JSON.stringify(to)}`)
        .digest('hex')
        .slice(0, 24)
      await messages.enqueue(
        [
          {
            id: `say-${digest}`,
            subject: null,
            communityId,
            kind: SAY,
            isCard: false,
            facts: { text },
            lane: 'answer',
            to,
          },
        ],
        clock.now(),
      )
    },
    endCard: (messageId, end) => messages.settleOne(messageId, end, clock.now()),
  }
}
