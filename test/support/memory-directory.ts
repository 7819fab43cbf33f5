import type { Community } from '../../src/config/communities.ts'
import type { DirectoryState, LiveDirectory } from '../../src/directory/index.ts'
import { createAdministration, type Administration } from '../../src/services/directory/administration.ts'
import { createDirectoryKeeper, type DirectoryStore } from '../../src/services/directory/keeper.ts'
import { sampleConfig, samplePolicy } from './builders.ts'

/** The stored state of the directory, in memory. */
export function createMemoryDirectoryStore(): DirectoryStore {
  let stored: DirectoryState | undefined
  return {
    version: () => Promise.resolve(stored?.version ?? 0),
    load: () => Promise.resolve(structuredClone(stored)),
    replace(state) {
      if (state.version !== (stored?.version ?? 0)) return Promise.resolve(undefined)
      stored = structuredClone({ ...state, version: state.version + 1 })
      return Promise.resolve(structuredClone(stored))
    },
  }
}

/** The administration of these communities over a store in memory. */
export function createMemoryAdministration(
  live: LiveDirectory,
  configured: readonly Community[] = sampleConfig.communities,
  store: DirectoryStore = createMemoryDirectoryStore(),
): Administration {
  const keeper = createDirectoryKeeper({ store, live, configured, holidays: sampleConfig.holidays })
  return createAdministration({ keeper, configured, policy: samplePolicy, tidy: () => Promise.resolve() })
}
