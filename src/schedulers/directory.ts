import type { DirectoryKeeper } from '../services/directory/keeper.ts'
import type { Scheduler } from './scheduler.ts'

/** Takes over what another process has changed in the directory. */
export function createDirectoryScheduler(keeper: Pick<DirectoryKeeper, 'refresh'>): Scheduler {
  return {
    name: 'directory',
    leased: false,
    nextDueAt: () => Promise.resolve(undefined),
    run: async (now) => ((await keeper.refresh(now)) ? 1 : 0),
  }
}
