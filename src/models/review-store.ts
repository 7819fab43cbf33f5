import { Schema, type Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { Review } from '../domain/review/review.ts'
import type { ReviewStore } from '../services/stores.ts'
import { isDuplicateOf } from './duplicate-key.ts'
import { createRecordSchema } from './record-schema.ts'
import { createRecordStore, fromStored, toNewDocument, type StoredRecord } from './record-store.ts'

const { Mixed } = Schema.Types

/** The daily and weekly reviews (REC-4.3, REC-4.9); the id names community and period, so each period has one. */
export function createReviewStore(
  connection: Connection,
  clock: Clock,
): ReviewStore & { sync(): Promise<void> } {
  const schema = createRecordSchema({
    kind: { type: String, required: true },
    period: { type: Mixed, required: true },
    figures: { type: Mixed, required: true },
    items: { type: [Mixed], required: true },
    status: { type: String, required: true },
    reviewedBy: { type: String, default: null },
    comment: { type: String, default: null },
    reminders: { type: Mixed, required: true },
    unread: { type: Number, required: true },
    digest: { type: Mixed },
    followUps: { type: [Mixed], default: [] },
  })
  schema.index({ communityId: 1, kind: 1, 'period.to': -1 })
  const model = connection.model<StoredRecord>('Review', schema, 'reviews')
  return {
    ...createRecordStore<Review>(model, clock),
    sync: async () => {
      await model.createIndexes()
    },
    async create(review) {
      try {
        await model.insertOne(toNewDocument(review, clock.now()))
        return true
      } catch (error) {
        if (isDuplicateOf(error, '_id')) return false
        throw error
      }
    },
    countUnread: (communityId, kind, before) =>
      model.countDocuments({ communityId, kind, status: 'open', 'period.to': { $lt: before } }),
    async lastBefore(communityId, kind, before, limit) {
      const found = await model
        .find({ communityId, kind, 'period.to': { $lt: before } })
        .sort({ 'period.to': -1 })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Review>(stored))
    },
    async lastPeriodEnd(communityId, kind) {
      const last = await model
        .findOne({ communityId, kind }, { period: 1 })
        .sort({ 'period.to': -1 })
        .lean<{ period: { to: Date } }>()
      return last?.period.to
    },
  }
}
