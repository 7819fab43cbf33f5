import type { Connection } from 'mongoose'
import { LANES } from '../domain/record.ts'
import type { Message, MessageStore } from '../outbox/message.ts'
import { createMessageModel, toMessage, type StoredMessage } from './message-model.ts'
import { createCardLedger } from './message-ledger.ts'

/** The `messages` collection: queue, delivery record and card ledger in one (`docs/architecture.md`). */
export function createMessageStore(connection: Connection): MessageStore & { sync(): Promise<void> } {
  const model = createMessageModel(connection)
  const held = (id: string, token: string) => ({ _id: id, claim: token })
  const over = { awaits: 'nothing', claim: null, request: null } as const

  return {
    ...createCardLedger(model),
    sync: async () => {
      await model.createIndexes()
    },
    async enqueue(messages, now) {
      if (messages.length === 0) return
      await model.bulkWrite(
        messages.map(({ id, lane, ...fields }) => ({
          updateOne: {
            filter: { _id: id },
            update: {
              $setOnInsert: { ...fields, ...BLANK, lane: LANES.indexOf(lane), queuedAt: now, dueAt: now },
            },
            upsert: true,
          },
        })),
      )
    },
    async claim(work, now, token, until) {
      const found = await model
        .findOneAndUpdate(
          { awaits: work, dueAt: { $lte: now } },
          { $set: { claim: token, dueAt: until }, $inc: { attempts: 1 } },
          { sort: { lane: 1, dueAt: 1, _id: 1 }, returnDocument: 'after' },
        )
        .lean<StoredMessage>()
      return toMessage(found)
    },
    async keepRequest(id, token, request, taskId) {
      const { matchedCount } = await model.updateOne(held(id, token), { $set: { request, taskId } })
      return matchedCount === 1
    },
    async markSent(id, token, { at, viewers, taskId, code }) {
      const sent = {
        $set: { ...over, state: 'sent', dueAt: at, sentAt: at, viewers, taskId, attempts: 0 },
        ...(code === null ? {} : { $push: { codes: code } }),
      } as const
      const { matchedCount } = await model.updateOne({ ...held(id, token), settlement: null }, sent)
      if (matchedCount === 1) return
      // Its end was decided while it was on its way: the viewers must see that too.
      await model.updateOne(held(id, token), { ...sent, $set: { ...sent.$set, awaits: 'settling' } })
    },
    async putOff(id, token, dueAt, outcome) {
      const forget = outcome === 'refused' ? { request: null } : {}
      await model.updateOne(held(id, token), { $set: { claim: null, dueAt, ...forget } })
    },
    async markDropped(id, token) {
      await model.updateOne(held(id, token), { $set: { ...over, state: 'dropped' } })
    },
    async markDead(id, token, errorCode) {
      await model.updateOne(held(id, token), { $set: { ...over, state: 'dead', errorCode } })
    },
    async releaseClaims(now) {
      await model.updateMany(
        { awaits: { $ne: 'nothing' }, claim: { $ne: null } },
        { $set: { claim: null, dueAt: now } },
      )
    },
    async nextDueAt() {
      const next = await Promise.all(
        (['sending', 'settling'] as const).map((awaits) =>
          model.findOne({ awaits }, { dueAt: 1 }).sort({ dueAt: 1 }).lean<StoredMessage>(),
        ),
      )
      const instants = next.flatMap((message) => (message === null ? [] : [message.dueAt.getTime()]))
      return instants.length === 0 ? undefined : new Date(Math.min(...instants))
    },
    async countByState() {
      const rows = await model.aggregate<{ _id: Message['state']; count: number }>([
        { $group: { _id: '$state', count: { $sum: 1 } } },
      ])
      return Object.fromEntries(rows.map(({ _id, count }) => [_id, count]))
    },
  }
}

const BLANK = {
  state: 'queued',
  awaits: 'sending',
  attempts: 0,
  claim: null,
  request: null,
  sentAt: null,
  taskId: null,
  viewers: [],
  codes: [],
  settlement: null,
  stale: false,
  settlingCode: null,
} satisfies Partial<Message>
