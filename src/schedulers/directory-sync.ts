import type { DirectorySync } from '../services/directory/sync.ts'
import type { Scheduler } from './scheduler.ts'

/** Looks at WeCom's people when it is time, and finishes what a crash has left of a change of the directory. */
export function createDirectorySyncScheduler(deps: {
  sync: Pick<DirectorySync, 'dueAt' | 'run'>
  isUntidy: () => boolean
  tidy: (now: Date) => Promise<number>
  retryMs: number
}): Scheduler {
  const { sync, isUntidy, tidy, retryMs } = deps
  /** After a failure the rest waits a little. */
  let notBefore = new Date(0)
  const dueAt = (now: Date) => sync.dueAt() ?? now
  return {
    name: 'directory_sync',
    leased: true,
    nextDueAt(now) {
      const due = isUntidy() ? now : dueAt(now)
      return Promise.resolve(due < notBefore ? notBefore : due)
    },
    async run(now) {
      if (now < notBefore) return 0
      try {
        const synced = dueAt(now) <= now && (await sync.run(now)) ? 1 : 0
        return synced + (await tidy(now))
      } catch (error) {
        notBefore = new Date(now.getTime() + retryMs)
        throw error
      }
    },
  }
}
