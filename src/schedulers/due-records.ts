import type { DeskRecord } from '../domain/record.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { backoffMs, type Backoff } from '../outbox/backoff.ts'
import type { RecordStore } from '../services/stores.ts'

/** What working off due records of one kind needs. */
export interface DueRecords<T extends DeskRecord> {
  store: Pick<RecordStore<T>, 'due' | 'putOff'>
  batchSize: number
  backoff: Backoff
  logger: Logger
  /** Does what is due with the record; whether that changed it. */
  step: (record: T, now: Date) => Promise<boolean>
}

/**
 * Takes the step of every due record, a batch at a time; resolves to how many changed. One that fails is put off, longer
 * each time, so that however many of them fail for good, the others are not kept waiting.
 */
export function createDueRecords<T extends DeskRecord>(deps: DueRecords<T>): (now: Date) => Promise<number> {
  const { store, batchSize, backoff, logger, step } = deps
  return async (now) => {
    let done = 0
    for (const record of await store.due(now, batchSize)) {
      try {
        if (await step(record, now)) done += 1
      } catch (error) {
        logger.error({ code: codeOf(error), recordId: record.id, err: error }, 'due step failed')
        await store.putOff(record.id, (failures) => new Date(now.getTime() + backoffMs(failures, backoff, 1)))
      }
    }
    return done
  }
}
