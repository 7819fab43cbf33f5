import type { Model, Schema } from 'mongoose'
import type { Measured } from '../domain/quality/index.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import type { ReceivedTickets, TicketQuestion, TicketQuestions } from '../services/ticket-questions.ts'
import { fromStored, type StoredRecord } from './record-store.ts'

/** The indexes that serve the questions, fields compared for equality first. */
export const QUESTION_INDEXES: readonly Readonly<Record<string, 1 | -1>>[] = [
  { 'assignee.userId': 1, status: 1, dueAt: 1 },
  { communityId: 1, status: 1, dueAt: 1 },
  { communityId: 1, department: 1, status: 1, dueAt: 1 },
  { communityId: 1, 'reception.room': 1, 'reception.receivedAt': -1 },
  { communityId: 1, 'reception.building': 1, 'reception.receivedAt': -1 },
  { communityId: 1, 'reception.phone': 1, 'reception.receivedAt': -1 },
  { communityId: 1, 'reception.ownerName': 1, 'reception.receivedAt': -1 },
]

/** Adds the questions' indexes to the schema of the tickets. */
export function addQuestionIndexes(schema: Schema): void {
  for (const fields of QUESTION_INDEXES) schema.index({ ...fields })
}

/** The conditions of a question, and the order of its answers. */
export function planQuestion(question: TicketQuestion): {
  filter: Record<string, unknown>
  sort: Record<string, 1 | -1>
} {
  if ('assignee' in question) {
    const { assignee, communityIds } = question
    const filter = {
      'assignee.userId': assignee,
      status: { $in: ['waiting', 'in_progress'] },
      communityId: { $in: [...communityIds] },
    }
    return { filter, sort: { dueAt: 1 } }
  }
  if ('where' in question) {
    const { communityId, where, is } = question
    const filter = { communityId, [`reception.${where}`]: is, status: { $ne: 'discarded' } }
    return { filter, sort: { 'reception.receivedAt': -1 } }
  }
  const { communityId, department, statuses, dueBefore } = question
  const filter = {
    communityId,
    ...(department === undefined ? {} : { department }),
    status: { $in: [...statuses] },
    ...(dueBefore === undefined ? {} : { dueAt: { $lt: dueBefore } }),
  }
  return { filter, sort: { dueAt: 1 } }
}

/** What the figures need of a ticket; the words and pictures stay in the database. */
const MEASURED = {
  communityId: 1,
  status: 1,
  kind: 1,
  category: 1,
  department: 1,
  assignee: 1,
  dueAt: 1,
  closedAt: 1,
  'reception.room': 1,
  'reception.receivedAt': 1,
  'timeline.at': 1,
  'timeline.type': 1,
  'timeline.by': 1,
} as const

/** The questions over the collection of tickets. */
export function createTicketQuestions(model: Model<StoredRecord>): TicketQuestions & ReceivedTickets {
  return {
    async ask(question, limit) {
      const { filter, sort } = planQuestion(question)
      const found = await model.find(filter).sort(sort).limit(limit).lean<StoredRecord[]>()
      return found.map((stored) => fromStored<Ticket>(stored))
    },
    async receivedIn(communityId, { from, to }) {
      const found = await model
        .find({ communityId, 'reception.receivedAt': { $gte: from, $lt: to } }, { _id: 1 })
        .sort({ 'reception.receivedAt': 1 })
        .lean<{ _id: string }[]>()
      return found.map(({ _id }) => _id)
    },
    async measuredIn(communityId, { from, to }) {
      const carried = { 'reception.receivedAt': { $lt: from } }
      const filters = [
        { communityId, 'reception.receivedAt': { $gte: from, $lt: to } },
        { communityId, closedAt: { $gte: from }, ...carried },
        { communityId, closedAt: null, ...carried },
      ]
      const found = await Promise.all(
        filters.map((filter) =>
          model.find(filter, MEASURED).lean<(Omit<Measured, 'id'> & { _id: string })[]>(),
        ),
      )
      return found
        .flat()
        .map(({ _id, ...fields }) => ({ ...fields, id: _id }))
        .sort((a, b) => a.reception.receivedAt.getTime() - b.reception.receivedAt.getTime())
    },
  }
}
