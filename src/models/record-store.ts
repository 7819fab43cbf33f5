import type { Model } from 'mongoose'
import type { Clock } from '../clock.ts'
import type { DeskRecord, Entry } from '../domain/record.ts'
import type { NewRecord, OutboxItem, RecordStore } from '../services/stores.ts'

/** The part of a stored record that every kind shares; the rest are the kind's own fields. */
export interface StoredRecord {
  _id: string
  communityId: string
  version: number
  nextActionAt: Date | null
  /** A step of the clock failed so often in a row; the next attempt is not before this instant. */
  putOffUntil: Date | null
  failures: number
  timeline: Entry[]
  outbox: OutboxItem[]
  /** Since when the outbox holds something; the relay's index. */
  outboxSince: Date | null
}

/** Store of one kind of record: every write is one conditional `findOneAndUpdate` of one document (decision 2). */
export function createRecordStore<T extends DeskRecord>(
  model: Model<StoredRecord>,
  clock: Clock,
): RecordStore<T> {
  return {
    async find(id) {
      const found = await model.findById(id).lean<StoredRecord>()
      return found === null ? undefined : fromStored<T>(found)
    },
    async apply(record, change) {
      const since = change.outbox.length > 0 ? { outboxSince: clock.now() } : {}
      const updated = await model
        .findOneAndUpdate(
          {
            _id: record.id,
            version: record.version,
            'timeline.eventId': { $nin: change.entries.map((entry) => entry.eventId) },
          },
          {
            $set: { ...change.set, ...since, putOffUntil: null, failures: 0 },
            $inc: { version: 1 },
            $push: { timeline: { $each: change.entries }, outbox: { $each: change.outbox } },
          },
          { returnDocument: 'after' },
        )
        .lean<StoredRecord>()
      return updated === null ? undefined : fromStored<T>(updated)
    },
    async due(now, limit) {
      const found = await model
        .find({
          nextActionAt: { $type: 'date', $lte: now },
          $or: [{ putOffUntil: null }, { putOffUntil: { $lte: now } }],
        })
        .sort({ nextActionAt: 1 })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<T>(stored))
    },
    async nextDueAt() {
      const [first, putOff] = await Promise.all([
        model
          .findOne({ nextActionAt: { $type: 'date' }, putOffUntil: null }, { nextActionAt: 1 })
          .sort({ nextActionAt: 1 })
          .lean<StoredRecord>(),
        model
          .findOne({ putOffUntil: { $type: 'date' } }, { putOffUntil: 1 })
          .sort({ putOffUntil: 1 })
          .lean<StoredRecord>(),
      ])
      const instants = [first?.nextActionAt, putOff?.putOffUntil].flatMap((at) =>
        at == null ? [] : [at.getTime()],
      )
      return instants.length === 0 ? undefined : new Date(Math.min(...instants))
    },
    async putOff(id, until) {
      const failed = await model
        .findOneAndUpdate({ _id: id }, { $inc: { failures: 1 } }, { returnDocument: 'after' })
        .lean<StoredRecord>()
      if (failed === null) return
      // A change that came in between has begun anew.
      const { version, failures } = failed
      await model.updateOne({ _id: id, version, failures }, { $set: { putOffUntil: until(failures) } })
    },
    async leftBehind(before, limit) {
      const found = await model
        .find({ nextActionAt: { $type: 'date', $lte: before } })
        .sort({ nextActionAt: 1 })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<T>(stored))
    },
    async unrelayed(limit) {
      const found = await model
        .find({ outboxSince: { $type: 'date' } }, { communityId: 1, outbox: 1 })
        .sort({ outboxSince: 1 })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map(({ _id, communityId, outbox }) => ({ id: _id, communityId, outbox }))
    },
    async clearOutbox(id, itemIds) {
      await model.updateOne({ _id: id }, { $pull: { outbox: { id: { $in: itemIds } } } })
      // A change that came in between has put new items there; only an empty outbox loses its mark.
      await model.updateOne({ _id: id, outbox: { $size: 0 } }, { $set: { outboxSince: null } })
    },
  }
}

/** The document of a new record: version 1, its first entries and messages with it. */
export function toNewDocument<T extends DeskRecord>(record: NewRecord<T>, now: Date): StoredRecord {
  const { id, ...fields } = record
  const outboxSince = record.outbox.length > 0 ? now : null
  return { ...fields, _id: id, version: 1, putOffUntil: null, failures: 0, outboxSince }
}

/** The record that a stored document holds; the one place where the database's word is taken for its shape. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the kind of record his collection holds
export function fromStored<T extends DeskRecord>(stored: StoredRecord): T {
  const { _id, outbox, outboxSince, putOffUntil, failures, ...fields } = stored
  return { ...fields, id: _id } as unknown as T
}
