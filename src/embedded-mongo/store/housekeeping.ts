import { codeOf } from '../../errors.ts'
import type { Cursors } from '../commands/cursors.ts'
import { compact } from './compaction.ts'
import type { Store } from './store.ts'

/** A snapshot is written when the journal is larger than the last one, but not for less than this many bytes. */
const DEFAULT_COMPACT_AFTER_BYTES = 8 * 1024 * 1024
const CHECK_EVERY_MS = 500
const REAP_EVERY_MS = 60_000

/** What housekeeping reports. */
export type Report = (level: 'info' | 'warn', message: string, details: Record<string, unknown>) => void

/** Compacts the store and closes idle cursors from time to time; the result stops it and waits for what runs. */
export function startHousekeeping(
  store: Store,
  cursors: Cursors,
  report: Report,
  compactAfterBytes = DEFAULT_COMPACT_AFTER_BYTES,
): () => Promise<void> {
  let isStopped = false
  let running: Promise<void> | undefined
  // After a failure (a full disk) it waits until as much again has been written.
  let retryAt = 0

  const run = async (): Promise<void> => {
    const journalBytes = store.journalBytes
    try {
      const started = Date.now()
      await compact(store, () => isStopped)
      report('info', 'compacted the embedded store', {
        journalBytes,
        snapshotBytes: store.snapshotBytes,
        ms: Date.now() - started,
      })
    } catch (error) {
      retryAt = store.journalBytes + compactAfterBytes
      report('warn', 'could not compact the embedded store', { code: codeOf(error), reason: String(error) })
    }
    running = undefined
  }
  const compaction = setInterval(() => {
    const limit = Math.max(compactAfterBytes, store.snapshotBytes, retryAt)
    if (running === undefined && store.journalBytes > limit) running = run()
  }, CHECK_EVERY_MS)
  const reaping = setInterval(() => cursors.reap(), REAP_EVERY_MS)
  return async () => {
    clearInterval(compaction)
    clearInterval(reaping)
    isStopped = true
    await running
  }
}
