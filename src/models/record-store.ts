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
            $set: { ...change.set, ...since },
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
        .find({ nextActionAt: { $type: 'date', $lte: now } })
        .sort({ nextActionAt: 1 })
        .limit(limit)
        .lean<StoredRecord[]>()
      return found.map((stored) => fromStored<T>(stored))
    },
    async nextDueAt() {
      const first = await model
        .findOne({ nextActionAt: { $type: 'date' } }, { nextActionAt: 1 })
        .sort({ nextActionAt: 1 })
        .lean<StoredRecord>()
      return first?.nextActionAt ?? undefined
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
  return { ...fields, _id: id, version: 1, outboxSince: record.outbox.length > 0 ? now : null }
}

/** The record that a stored document holds; the one place where the database's word is taken for its shape. */
// eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the caller names the kind of record his collection holds
export function fromStored<T extends DeskRecord>(stored: StoredRecord): T {
  const { _id, outbox, outboxSince, ...fields } = stored
  return { ...fields, id: _id } as unknown as T
}
