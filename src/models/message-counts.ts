import type { Model } from 'mongoose'
import { LANES } from '../domain/record.ts'
import type { Message, MessageStore } from '../outbox/message.ts'
import type { StoredMessage } from './message-model.ts'

/** All states but `sent`, which is the rest. */
const COUNTED = ['queued', 'dropped', 'dead', 'folded'] as const satisfies Message['state'][]

/** The figures' part of the message store: read at every look of the monitoring, so no document is touched for what is over. */
export function createMessageCounts(
  model: Model<StoredMessage>,
): Pick<MessageStore, 'countByState' | 'countWaiting'> {
  return {
    async countByState() {
      // Nearly all messages were sent. The collection knows its size, and the other states are counted in the index.
      const [all, ...counts] = await Promise.all([
        model.estimatedDocumentCount(),
        ...COUNTED.map((state) => model.countDocuments({ state })),
      ])
      const sent = Math.max(0, all - counts.reduce((sum, count) => sum + count, 0))
      const states = [['sent', sent] as const, ...COUNTED.map((state, n) => [state, counts[n] ?? 0] as const)]
      return Object.fromEntries(states.filter(([, count]) => count > 0))
    },
    async countWaiting() {
      const rows = await model.aggregate<{
        _id: { lane: number; state: Message['state']; awaits: Message['awaits'] }
        count: number
        oldest: Date
      }>([
        { $match: { state: { $in: ['queued', 'dead'] } } },
        {
          $group: {
            _id: { lane: '$lane', state: '$state', awaits: '$awaits' },
            count: { $sum: 1 },
            oldest: { $min: '$queuedAt' },
          },
        },
      ])
      return rows.map(({ _id: { lane, state, awaits }, count, oldest }) => ({
        lane: LANES[lane] ?? 'digest',
        waits: state === 'dead' ? 'dead' : awaits === 'quota' ? 'held' : 'due',
        count,
        oldest,
      }))
    },
  }
}
