import { isRefusal, type Change, type DeskRecord, type Refusal } from '../domain/record.ts'
import { DeskError } from '../errors.ts'
import { causeOf, type Addressing } from './addressing.ts'
import type { RecordStore } from './stores.ts'

/** What became of a change: done now, done before by the same event, refused, or nothing to do. */
export type Outcome<T> =
  { changed: T } | { repeated: T } | (Refusal & { record: T }) | { idle: T } | { missing: true }

/** How often a decision is asked again after somebody else was faster; more means a bug, not bad luck. */
const ATTEMPTS = 6

/**
 * Load, decide, apply; when somebody else was faster, load and decide again. The conditional update is the judge,
 * so two of these at once are harmless, and so is the same event twice.
 */
export async function changeRecord<T extends DeskRecord>(
  store: RecordStore<T>,
  addressing: Addressing,
  id: string,
  eventId: string,
  now: Date,
  decide: (record: T) => Change<T> | Refusal | undefined,
): Promise<Outcome<T>> {
  for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
    const record = await store.find(id)
    if (record === undefined) return { missing: true }
    if (record.timeline.some((entry) => entry.eventId === eventId)) return { repeated: record }
    const decision = decide(record)
    if (decision === undefined) return { idle: record }
    if (isRefusal(decision)) return { ...decision, record }
    const changed = await store.apply(record, {
      set: decision.set,
      entries: decision.entries.map((entry) => ({ ...entry, eventId })),
      outbox: addressing.address(record, record.version + 1, decision.messages, now, causeOf(decision)),
    })
    if (changed !== undefined) return { changed }
  }
  throw new DeskError('record_contended', `record ${id} changed ${ATTEMPTS} times while deciding`, {
    retryable: true,
  })
}
