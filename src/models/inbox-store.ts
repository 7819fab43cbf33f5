import { Schema, type Connection } from 'mongoose'
import type { InboxStore } from '../inbox/inbox.ts'
import type { DeskEvent } from '../inbox/desk-event.ts'
import { isDuplicateOf } from './duplicate-key.ts'

interface StoredEvent {
  _id: string
  event: DeskEvent
  state: 'waiting' | 'handled' | 'failed'
  receivedAt: Date
  dueAt: Date
  attempts: number
  claim: string | null
  errorCode?: string
}

/** The `inbox` collection. */
export function createInboxStore(connection: Connection): InboxStore & { sync(): Promise<void> } {
  const schema = new Schema<StoredEvent>(
    {
      _id: { type: String, required: true },
      event: { type: Schema.Types.Mixed, required: true },
      state: { type: String, required: true },
      receivedAt: { type: Date, required: true },
      dueAt: { type: Date, required: true },
      attempts: { type: Number, required: true },
      claim: { type: String, default: null },
      errorCode: { type: String },
    },
    { strict: 'throw', minimize: false, versionKey: false, autoIndex: false },
  )
  schema.index({ state: 1, dueAt: 1 })
  const model = connection.model<StoredEvent>('Inbox', schema, 'inbox')
  const held = (deliveryId: string, token: string) => ({ _id: deliveryId, claim: token })

  return {
    sync: async () => {
      await model.createIndexes()
    },
    async add(event, now) {
      try {
        await model.insertOne({
          _id: event.deliveryId,
          event,
          state: 'waiting',
          receivedAt: now,
          dueAt: now,
          attempts: 0,
          claim: null,
        })
        return true
      } catch (error) {
        if (isDuplicateOf(error, '_id')) return false
        throw error
      }
    },
    async find(deliveryId) {
      const found = await model.findById(deliveryId).lean<StoredEvent>()
      return found?.event
    },
    async claim(now, token, until) {
      const found = await model
        .findOneAndUpdate(
          { state: 'waiting', dueAt: { $lte: now } },
          { $set: { claim: token, dueAt: until }, $inc: { attempts: 1 } },
          { sort: { dueAt: 1 }, returnDocument: 'after' },
        )
        .lean<StoredEvent>()
      if (found === null) return undefined
      const { _id: deliveryId, event, attempts, receivedAt } = found
      return { deliveryId, event, attempts, receivedAt }
    },
    async markHandled(deliveryId, token, now) {
      await model.updateOne(held(deliveryId, token), { $set: { state: 'handled', claim: null, dueAt: now } })
    },
    async putOff(deliveryId, token, dueAt) {
      await model.updateOne(held(deliveryId, token), { $set: { claim: null, dueAt } })
    },
    async markFailed(deliveryId, token, errorCode) {
      await model.updateOne(held(deliveryId, token), { $set: { state: 'failed', claim: null, errorCode } })
    },
    async releaseClaims(now) {
      await model.updateMany(
        { state: 'waiting', claim: { $ne: null } },
        { $set: { claim: null, dueAt: now } },
      )
    },
    async nextDueAt() {
      const first = await model
        .findOne({ state: 'waiting' }, { dueAt: 1 })
        .sort({ dueAt: 1 })
        .lean<StoredEvent>()
      return first?.dueAt
    },
  }
}
