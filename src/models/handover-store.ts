import { Schema, type Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { Handover } from '../domain/duty/handover.ts'
import type { HandoverStore } from '../services/stores.ts'
import { isDuplicateOf } from './duplicate-key.ts'
import { createRecordSchema } from './record-schema.ts'
import { createRecordStore, fromStored, toNewDocument, type StoredRecord } from './record-store.ts'

const { Mixed } = Schema.Types

/** The handovers (交接班); the id names community and change of shift, so each change has one. */
export function createHandoverStore(
  connection: Connection,
  clock: Clock,
): HandoverStore & { sync(): Promise<void> } {
  const schema = createRecordSchema({
    status: { type: String, required: true },
    at: { type: Date, required: true },
    until: { type: Date, required: true },
    leaving: { type: [Mixed], required: true },
    coming: { type: [Mixed], required: true },
    ended: { type: [String], required: true },
    begun: { type: [String], required: true },
    counts: { type: Mixed, required: true },
    items: { type: [Mixed], required: true },
    notes: { type: [Mixed], required: true },
    signedOut: { type: Mixed, default: null },
    signedIn: { type: Mixed, default: null },
    remindAfterMs: { type: Number, required: true },
    tellAfterMs: { type: Number, required: true },
    reminded: { type: Number, required: true },
  })
  schema.index({ communityId: 1, at: -1 })
  const model = connection.model<StoredRecord>('Handover', schema, 'handovers')
  return {
    ...createRecordStore<Handover>(model, clock),
    sync: async () => {
      await model.createIndexes()
    },
    async create(handover) {
      try {
        await model.insertOne(toNewDocument(handover, clock.now()))
        return true
      } catch (error) {
        if (isDuplicateOf(error, '_id')) return false
        throw error
      }
    },
    async latest(communityId, limit) {
      const found = await model.find({ communityId }).sort({ at: -1 }).limit(limit).lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Handover>(stored))
    },
  }
}
