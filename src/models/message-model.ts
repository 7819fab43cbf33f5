import { Schema, type Connection, type Model } from 'mongoose'
import { LANES } from '../domain/record.ts'
import type { Message } from '../outbox/message.ts'

const { Mixed } = Schema.Types

/** A message as it lies in its collection: the lane as its place in the sending order, so that an index can sort it. */
export type StoredMessage = Omit<Message, 'id' | 'lane'> & {
  _id: string
  lane: number
  /** Whose quota it waits for. */
  queues: string[]
  errorCode?: string
  /** Hash of what it says to whom, since `contentAt`: words to members only. */
  content?: string
  contentAt?: Date
}

/** The `messages` collection with the indexes that the queue, the ledger and the settling need. */
export function createMessageModel(connection: Connection): Model<StoredMessage> {
  const schema = new Schema<StoredMessage>(
    {
      _id: { type: String, required: true },
      subject: { type: Mixed, default: null },
      communityId: { type: String, required: true },
      kind: { type: String, required: true },
      isCard: { type: Boolean, required: true },
      facts: { type: Mixed, required: true },
      lane: { type: Number, required: true },
      to: { type: Mixed, required: true },
      state: { type: String, required: true },
      awaits: { type: String, required: true },
      queuedAt: { type: Date, required: true },
      dueAt: { type: Date, required: true },
      attempts: { type: Number, required: true },
      claim: { type: String, default: null },
      request: { type: Mixed, default: null },
      sentAt: { type: Date, default: null },
      taskId: { type: String, default: null },
      viewers: { type: [String], required: true },
      codes: { type: Mixed, required: true },
      settlement: { type: Mixed, default: null },
      stale: { type: Boolean, required: true },
      settlingCode: { type: Mixed, default: null },
      splitOff: { type: [String], required: true },
      foldedInto: { type: String, default: null },
      queues: { type: [String], required: true },
      errorCode: { type: String },
      content: { type: String },
      contentAt: { type: Date },
    },
    { strict: 'throw', minimize: false, versionKey: false, autoIndex: false },
  )
  schema.index({ awaits: 1, lane: 1, dueAt: 1, _id: 1 })
  schema.index({ awaits: 1, dueAt: 1 })
  schema.index({ taskId: 1 }, { unique: true, partialFilterExpression: { taskId: { $type: 'string' } } })
  schema.index({ 'subject.type': 1, 'subject.id': 1 })
  schema.index({ queues: 1, awaits: 1, kind: 1, dueAt: 1 })
  schema.index({ queues: 1, awaits: 1, lane: 1, dueAt: 1, _id: 1 })
  schema.index({ foldedInto: 1 }, { partialFilterExpression: { foldedInto: { $type: 'string' } } })
  schema.index({ sentAt: 1 }, { partialFilterExpression: { sentAt: { $type: 'date' } } })
  schema.index({ state: 1, communityId: 1 })
  schema.index({ content: 1, contentAt: 1 }, { partialFilterExpression: { content: { $type: 'string' } } })
  return connection.model<StoredMessage>('Message', schema, 'messages')
}

/** The message that a stored document holds. */
export function toMessage(stored: StoredMessage | null): Message | undefined {
  if (stored === null) return undefined
  const { _id, lane, queues: _queues, content: _content, contentAt: _contentAt, ...fields } = stored
  return { ...fields, id: _id, lane: LANES[lane] ?? 'digest' }
}
