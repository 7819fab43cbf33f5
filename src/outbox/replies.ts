import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import type { Replies } from '../services/replies.ts'
import { toListFacts } from '../domain/query/index.ts'
import type { Receiver } from '../services/stores.ts'
import { CHANGE, FOUND, isCardKind, SAY } from './composer.ts'
import type { MessageStore } from './message.ts'

/** Replies over the message store; ids come from the event, so a replayed event says nothing twice. */
export function createReplies(messages: Pick<MessageStore, 'enqueue' | 'settleOne'>, clock: Clock): Replies {
  return {
    async say(to, text, { eventId, ...about }) {
      await messages.enqueue(
        [
          {
            id: `say-${digestOf(eventId, to)}`,
            subject: null,
            ...about,
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
    async show(to, kind, { id, version, communityId }, eventId, facts = {}) {
      const subject = { type: 'ticket' as const, id, version }
      const message = {
        subject,
        communityId,
        kind,
        isCard: isCardKind(kind),
        facts,
        lane: 'answer' as const,
        to,
      }
      await messages.enqueue([{ id: `show-${digestOf(eventId, to)}`, ...message }], clock.now())
    },
    async showList(userId, list, { eventId, communityId }) {
      const id = `list-${digestOf(eventId, { users: [userId] })}`
      await messages.enqueue(
        [
          {
            id,
            subject: { type: 'list', id, version: 1 },
            communityId,
            kind: FOUND,
            isCard: true,
            facts: toListFacts(list),
            lane: 'answer',
            to: { users: [userId] },
          },
        ],
        clock.now(),
      )
    },
    async showChange(userId, facts, { eventId, communityId }) {
      const to = { users: [userId] }
      const id = `change-${digestOf(eventId, to)}`
      const message = { communityId, kind: CHANGE, isCard: true, facts, lane: 'answer' as const, to }
      await messages.enqueue([{ id, subject: { type: 'change', id, version: 1 }, ...message }], clock.now())
    },
    endCard: (messageId, end) => messages.settleOne(messageId, end, clock.now()),
  }
}

function digestOf(eventId: string, to: Receiver): string {
  return createHash('sha256')
    .update(`${eventId} ${JSON.stringify(to)}`)
    .digest('hex')
    .slice(0, 24)
}
