import type { Scheduler } from './scheduler.ts'

/** Keeps the groups' members in step with the directory; after a failure it looks again sooner. Spans in milliseconds. */
export function createGroupScheduler(deps: {
  keepGroups: () => Promise<boolean>
  everyMs: number
  retryMs: number
  now: Date
}): Scheduler {
  const { keepGroups, everyMs, retryMs } = deps
  // The start has done it once already.
  let next = new Date(deps.now.getTime() + everyMs)
  return {
    name: 'groups',
    leased: true,
    nextDueAt: () => Promise.resolve(next),
    async run(now) {
      if (now < next) return 0
      // Also when it throws it is not asked again at once.
      next = new Date(now.getTime() + retryMs)
      if (await keepGroups()) next = new Date(now.getTime() + everyMs)
      return 1
    },
  }
}
