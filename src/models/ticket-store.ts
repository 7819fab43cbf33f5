import { Schema, type Connection } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import { reporterKey, type NewRecord, type TicketStore } from '../services/stores.ts'
import { DeskError } from '../errors.ts'
import type { ReceivedTickets, TicketQuestions } from '../services/ticket-questions.ts'
import { isDuplicateOf } from './duplicate-key.ts'
import { createRecordSchema } from './record-schema.ts'
import { createRecordStore, fromStored, toNewDocument, type StoredRecord } from './record-store.ts'
import { addQuestionIndexes, createTicketQuestions } from './ticket-questions.ts'

const { Mixed } = Schema.Types

/** How many others may take the same number first before the day's numbering is called broken. */
const NUMBER_ATTEMPTS = 200

/** The tickets (工单) of all communities. */
export function createTicketStore(
  connection: Connection,
  clock: Clock,
): TicketStore & TicketQuestions & ReceivedTickets & { sync(): Promise<void> } {
  const schema = createRecordSchema({
    number: { type: String, required: true },
    status: { type: String, required: true },
    kind: { type: String, required: true },
    category: { type: String, required: true },
    urgent: { type: Boolean, required: true },
    reception: { type: Mixed, required: true },
    reporterKey: { type: String, required: true },
    level: { type: Number, required: true },
    responsible: { type: String, required: true },
    department: { type: String, default: null },
    assignee: { type: Mixed, default: null },
    dueAt: { type: Date, required: true },
    firstDueAt: { type: Date, required: true },
    promise: { type: Mixed, required: true },
    stop: { type: Mixed, default: null },
    stops: { type: [Mixed], default: [] },
    reopened: { type: Number, default: 0 },
    ladder: { type: [Mixed], required: true },
    pace: { type: Mixed, required: true },
    result: { type: String, default: null },
    closedAt: { type: Date, default: null },
  })
  schema.index({ number: 1 }, { unique: true })
  schema.index({ communityId: 1, 'reception.receivedAt': 1 })
  schema.index({ communityId: 1, closedAt: 1 })
  schema.index({ reporterKey: 1, 'reception.receivedAt': -1 })
  addQuestionIndexes(schema)
  const model = connection.model<StoredRecord>('Ticket', schema, 'tickets')
  const read = (stored: StoredRecord | null) => (stored === null ? undefined : fromStored<Ticket>(stored))

  async function nextNumber(prefix: string): Promise<string> {
    const last = await model
      .findOne({ number: { $gte: `${prefix}-`, $lt: `${prefix}.` } }, { number: 1 })
      .sort({ number: -1 })
      .lean<{ number: string }>()
    const count = last === null ? 0 : Number(last.number.slice(prefix.length + 1))
    return `${prefix}-${String(count + 1).padStart(4, '0')}`
  }

  return {
    ...createRecordStore<Ticket>(model, clock),
    ...createTicketQuestions(model),
    sync: async () => {
      await model.createIndexes()
    },
    async create(ticket: NewRecord<Omit<Ticket, 'number'>>, numberPrefix) {
      for (let attempt = 1; attempt <= NUMBER_ATTEMPTS; attempt += 1) {
        const number = await nextNumber(numberPrefix)
        const fields = { ...ticket, number, reporterKey: reporterKey(ticket.reception.reporter) }
        try {
          await model.insertOne(toNewDocument(fields, clock.now()))
        } catch (error) {
          // Somebody else took the number: try the next. Any other duplicate is this very ticket, stored before.
          if (isDuplicateOf(error, 'number')) continue
          if (!isDuplicateOf(error, '_id')) throw error
        }
        const stored = read(await model.findById(ticket.id).lean<StoredRecord>())
        if (stored !== undefined) return stored
      }
      throw new DeskError('ticket_number_contended', `no free number under ${numberPrefix}`, {
        retryable: true,
      })
    },
    async touchedIn(communityId, { from, to }, limit) {
      const found = await model
        .find({
          communityId,
          'reception.receivedAt': { $lt: to },
          status: { $ne: 'discarded' },
          $or: [{ 'reception.receivedAt': { $gte: from } }, { closedAt: { $gte: from } }, { closedAt: null }],
        })
        .sort({ 'reception.receivedAt': 1 })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Ticket>(stored))
    },
    async latestReportedBy(key, since) {
      const found = await model
        .findOne({ reporterKey: key, 'reception.receivedAt': { $gte: since } })
        .sort({ 'reception.receivedAt': -1 })
        .lean<StoredRecord>()
      return read(found)
    },
    async assignedTo(userId, limit) {
      const found = await model
        .find({ 'assignee.userId': userId, status: { $in: ['waiting', 'in_progress'] } })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Ticket>(stored))
    },
    async withIds(ids) {
      const found = await model.find({ _id: { $in: [...ids] } }).lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Ticket>(stored))
    },
    async findByNumber(number) {
      return read(await model.findOne({ number }).lean<StoredRecord>())
    },
  }
}
