import type { Community } from '../../config/communities.ts'
import type { Holidays } from '../../config/holidays.ts'
import {
  createDirectory,
  EMPTY_STATE,
  layState,
  reckonMembers,
  type DirectoryState,
  type LiveDirectory,
} from '../../directory/index.ts'
import { DeskError } from '../../errors.ts'

/** Where the state of the directory is kept, one document for all processes. */
export interface DirectoryStore {
  /** The stored version, 0 when nothing is stored yet. */
  version(): Promise<number>
  load(): Promise<DirectoryState | undefined>
  /** Stores the state as the next version unless somebody else has stored one since `state.version`. */
  replace(state: DirectoryState): Promise<DirectoryState | undefined>
}

/** Keeps the live directory at what is stored, and stores what changes it. */
export interface DirectoryKeeper {
  /** The state in force in this process. */
  state(): DirectoryState
  /** Takes over what another process has stored; says whether there was anything. */
  refresh(now: Date): Promise<boolean>
  /** Stores what `decide` makes of the newest state, and puts it in force here; `undefined` from it changes nothing. */
  change(
    now: Date,
    decide: (state: DirectoryState) => DirectoryState | undefined,
  ): Promise<'changed' | 'idle'>
}

/** How often a decision is asked again after somebody else was faster. */
const ATTEMPTS = 6

/** The keeper of a live directory over the configured communities. */
export function createDirectoryKeeper(deps: {
  store: DirectoryStore
  live: LiveDirectory
  configured: readonly Community[]
  holidays: Holidays
}): DirectoryKeeper {
  const { store, live, configured, holidays } = deps
  let current = EMPTY_STATE
  let isLoaded = false

  function putInForce(state: DirectoryState): void {
    current = state
    live.replace(createDirectory(layState(configured, state), holidays, state.former))
  }

  async function change(
    now: Date,
    decide: (state: DirectoryState) => DirectoryState | undefined,
  ): Promise<'changed' | 'idle'> {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt += 1) {
      const before = (await store.load()) ?? EMPTY_STATE
      const decided = decide(before)
      if (decided === undefined) {
        if (before.version !== current.version) putInForce(before)
        return 'idle'
      }
      const stored = await store.replace(reckonMembers(configured, before, decided, now))
      if (stored === undefined) continue
      putInForce(stored)
      return 'changed'
    }
    throw new DeskError('directory_contended', `the directory changed ${ATTEMPTS} times while deciding`, {
      retryable: true,
    })
  }

  return {
    state: () => current,
    change,
    async refresh(now) {
      if (isLoaded && (await store.version()) === current.version) return false
      const stored = (await store.load()) ?? EMPTY_STATE
      const isNew = stored.version !== current.version
      if (isNew) putInForce(stored)
      // Somebody may have been taken out of the configuration since the last start.
      const isFirst = !isLoaded
      isLoaded = true
      if (!isFirst || !differs(stored, reckonMembers(configured, stored, stored, now))) return isNew
      await change(now, (state) =>
        differs(state, reckonMembers(configured, state, state, now)) ? state : undefined,
      )
      return true
    },
  }
}

function differs(one: DirectoryState, other: DirectoryState): boolean {
  const essence = ({ members, former }: DirectoryState) =>
    JSON.stringify([members.map(({ userId }) => userId).sort(), former.map(({ userId }) => userId).sort()])
  return essence(one) !== essence(other)
}
