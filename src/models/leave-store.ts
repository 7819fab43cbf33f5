import { Schema, type Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { Leave } from '../domain/duty/leave.ts'
import { DeskError } from '../errors.ts'
import type { LeaveStore } from '../services/stores.ts'
import { isDuplicateOf } from './duplicate-key.ts'
import { createRecordSchema } from './record-schema.ts'
import { createRecordStore, fromStored, toNewDocument, type StoredRecord } from './record-store.ts'

const { Mixed } = Schema.Types

/** Leave (请假) and covers (代班) that were asked for in chat; found by the person, and by who is away. */
export function createLeaveStore(
  connection: Connection,
  clock: Clock,
): LeaveStore & { sync(): Promise<void> } {
  const schema = createRecordSchema({
    person: { type: Mixed, required: true },
    /** The person's user id in lower case. */
    personKey: { type: String, required: true },
    deputy: { type: Mixed, default: null },
    from: { type: Date, required: true },
    to: { type: Date, required: true },
    reason: { type: String, default: null },
    status: { type: String, required: true },
    approver: { type: String, default: null },
    decidedBy: { type: String, default: null },
    remindAfterMs: { type: Number, required: true },
    reminded: { type: Number, required: true },
  })
  schema.index({ personKey: 1, to: 1 })
  schema.index({ status: 1, to: 1 })
  const model = connection.model<StoredRecord>('Leave', schema, 'leaves')
  return {
    ...createRecordStore<Leave>(model, clock),
    sync: async () => {
      await model.createIndexes()
    },
    async create(leave) {
      const fields = { ...leave, personKey: leave.person.userId.toLowerCase() }
      try {
        await model.insertOne(toNewDocument(fields, clock.now()))
      } catch (error) {
        if (!isDuplicateOf(error, '_id')) throw error
      }
      const stored = await model.findById(leave.id).lean<StoredRecord>()
      if (stored === null) throw new DeskError('leave_missing', `leave ${leave.id} is gone`)
      return fromStored<Leave>(stored)
    },
    async ofPerson(userId, now) {
      const found = await model
        .find({ personKey: userId.toLowerCase(), to: { $gt: now } })
        .sort({ to: 1 })
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Leave>(stored))
    },
    async inForce(now) {
      const found = await model.find({ status: 'confirmed', to: { $gt: now } }).lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Leave>(stored))
    },
  }
}
