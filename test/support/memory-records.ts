import type { Form } from '../../src/domain/reception/form.ts'
import type { DeskRecord } from '../../src/domain/record.ts'
import type { Review } from '../../src/domain/review/review.ts'
import type { FormStore } from '../../src/services/forms.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import {
  reporterKey,
  type NewRecord,
  type OutboxItem,
  type Prompt,
  type PromptStore,
  type RecordStore,
  type ReviewStore,
  type TicketStore,
} from '../../src/services/stores.ts'

/** A record store in memory, with a look at what it holds; it applies changes under the same conditions as the real one. */
export interface MemoryRecords<T extends DeskRecord> extends RecordStore<T> {
  all(): T[]
  /** Stores a record as it stands, with the messages that wait on it. */
  put(record: T, outbox?: OutboxItem[]): void
  outboxOf(id: string): OutboxItem[]
}

/** Copies in and out, so that no test changes the store by changing an object it was given. */
export function createMemoryRecords<T extends DeskRecord>(): MemoryRecords<T> {
  const rows = new Map<string, { record: T; outbox: OutboxItem[] }>()
  const putOff = new Map<string, { failures: number; until: Date }>()
  const dueRows = () =>
    [...rows.values()]
      .map(({ record }) => record)
      .filter(({ nextActionAt }) => nextActionAt !== null)
      .sort((a, b) => Number(a.nextActionAt) - Number(b.nextActionAt))
  return {
    all: () => [...rows.values()].map(({ record }) => structuredClone(record)),
    put: (record, outbox = []) => void rows.set(record.id, structuredClone({ record, outbox })),
    outboxOf: (id) => structuredClone(rows.get(id)?.outbox ?? []),
    find: (id) => Promise.resolve(structuredClone(rows.get(id)?.record)),
    apply(record, { set, entries, outbox }) {
      const row = rows.get(record.id)
      const seen = row?.record.timeline.some(({ eventId }) =>
        entries.some((entry) => entry.eventId === eventId),
      )
      if (row?.record.version !== record.version || seen === true) return Promise.resolve(undefined)
      const timeline = [...row.record.timeline, ...entries]
      const next = { ...row.record, ...set, version: record.version + 1, timeline }
      rows.set(record.id, structuredClone({ record: next, outbox: [...row.outbox, ...outbox] }))
      putOff.delete(record.id)
      return Promise.resolve(structuredClone(next))
    },
    due: (now, limit) =>
      Promise.resolve(
        structuredClone(
          dueRows()
            .filter(({ nextActionAt }) => Number(nextActionAt) <= Number(now))
            .filter(({ id }) => Number(putOff.get(id)?.until ?? 0) <= Number(now))
            .slice(0, limit),
        ),
      ),
    nextDueAt() {
      const instants = dueRows().map(({ id, nextActionAt }) => Number(putOff.get(id)?.until ?? nextActionAt))
      return Promise.resolve(instants.length === 0 ? undefined : new Date(Math.min(...instants)))
    },
    putOff(id, until) {
      const failures = (putOff.get(id)?.failures ?? 0) + 1
      putOff.set(id, { failures, until: until(failures) })
      return Promise.resolve()
    },
    leftBehind: (before, limit) =>
      Promise.resolve(
        structuredClone(
          dueRows()
            .filter(({ nextActionAt }) => Number(nextActionAt) <= Number(before))
            .slice(0, limit),
        ),
      ),
    unrelayed: (limit) =>
      Promise.resolve(
        [...rows.values()]
          .filter(({ outbox }) => outbox.length > 0)
          .slice(0, limit)
          .map(({ record, outbox }) =>
            structuredClone({ id: record.id, communityId: record.communityId, outbox }),
          ),
      ),
    clearOutbox(id, itemIds) {
      const row = rows.get(id)
      if (row !== undefined) row.outbox = row.outbox.filter((item) => !itemIds.includes(item.id))
      return Promise.resolve()
    },
  }
}

/** Tickets in memory, numbered per prefix. */
export function createMemoryTickets(): MemoryRecords<Ticket> & TicketStore {
  const records = createMemoryRecords<Ticket>()
  const counts = new Map<string, number>()
  return {
    ...records,
    create({ outbox, ...fields }: NewRecord<Omit<Ticket, 'number'>>, prefix) {
      const known = records.all().find(({ id }) => id === fields.id)
      if (known !== undefined) return Promise.resolve(known)
      const count = (counts.get(prefix) ?? 0) + 1
      counts.set(prefix, count)
      const ticket = { ...fields, version: 1, number: `${prefix}-${String(count).padStart(4, '0')}` }
      records.put(ticket, outbox)
      return Promise.resolve(structuredClone(ticket))
    },
    touchedIn(communityId, { from, to }, limit) {
      const within = (at: Date | null) => at !== null && at >= from && at < to
      const touched = records
        .all()
        .filter((ticket) => ticket.communityId === communityId && ticket.status !== 'discarded')
        .filter(
          ({ reception, closedAt }) =>
            reception.receivedAt < to &&
            (within(reception.receivedAt) || closedAt === null || closedAt >= from),
        )
      return Promise.resolve(touched.slice(0, limit))
    },
    latestReportedBy: (key, since) =>
      Promise.resolve(
        records
          .all()
          .filter(({ reception }) => reporterKey(reception.reporter) === key && reception.receivedAt >= since)
          .sort((a, b) => Number(b.reception.receivedAt) - Number(a.reception.receivedAt))[0],
      ),
    assignedTo: (userId, limit) =>
      Promise.resolve(
        records
          .all()
          .filter(
            ({ assignee, status }) =>
              assignee?.userId === userId && (status === 'waiting' || status === 'in_progress'),
          )
          .slice(0, limit),
      ),
    withIds: (ids) => Promise.resolve(records.all().filter(({ id }) => ids.includes(id))),
    findByNumber: (number) => Promise.resolve(records.all().find((ticket) => ticket.number === number)),
  }
}

/** Reviews in memory, one a period. */
export function createMemoryReviews(): MemoryRecords<Review> & ReviewStore {
  const records = createMemoryRecords<Review>()
  return {
    ...records,
    create({ outbox, ...fields }) {
      if (records.all().some(({ id }) => id === fields.id)) return Promise.resolve(false)
      records.put({ ...fields, version: 1 }, outbox)
      return Promise.resolve(true)
    },
    countUnread(communityId, kind, before) {
      const open = records
        .all()
        .filter((review) => review.communityId === communityId && review.kind === kind)
      return Promise.resolve(
        open.filter(({ status, period }) => status === 'open' && period.to < before).length,
      )
    },
    lastBefore(communityId, kind, before, limit) {
      const found = records
        .all()
        .filter(
          (review) => review.communityId === communityId && review.kind === kind && review.period.to < before,
        )
        .sort((a, b) => Number(b.period.to) - Number(a.period.to))
      return Promise.resolve(found.slice(0, limit))
    },
    lastPeriodEnd(communityId, kind) {
      const ends = records
        .all()
        .filter((review) => review.communityId === communityId && review.kind === kind)
        .map(({ period }) => period.to)
      return Promise.resolve(ends.sort((a, b) => Number(b) - Number(a))[0])
    },
  }
}

/** Forms in memory. */
export function createMemoryForms(): MemoryRecords<Form> & FormStore {
  const records = createMemoryRecords<Form>()
  return {
    ...records,
    create({ outbox, ...fields }) {
      if (!records.all().some(({ id }) => id === fields.id)) records.put({ ...fields, version: 1 }, outbox)
      return Promise.resolve()
    },
  }
}

/** Prompts in memory, the newest of each person. */
export function createMemoryPrompts(): PromptStore {
  const prompts = new Map<string, { prompt: Prompt; askedBy: string; answeredBy: string | null }>()
  const key = (userId: string) => userId.toLowerCase()
  return {
    set(prompt, eventId) {
      const isRepeat = prompts.get(key(prompt.userId))?.askedBy === eventId
      if (!isRepeat) prompts.set(key(prompt.userId), { prompt, askedBy: eventId, answeredBy: null })
      return Promise.resolve()
    },
    open(userId, eventId, now) {
      const held = prompts.get(key(userId))
      if (held === undefined) return Promise.resolve(undefined)
      const isOpen = held.answeredBy === null && held.prompt.expiresAt > now
      return Promise.resolve(isOpen || held.answeredBy === eventId ? held.prompt : undefined)
    },
    answered(prompt, eventId) {
      const held = prompts.get(key(prompt.userId))
      const same =
        held?.prompt.ask === prompt.ask &&
        held.prompt.recordId === prompt.recordId &&
        Number(held.prompt.expiresAt) === Number(prompt.expiresAt)
      if (same) held.answeredBy = eventId
      return Promise.resolve()
    },
  }
}
