import type { Clock } from '../clock.ts'
import { createMemoryUnits } from './memory-units.ts'
import type { SharedState } from './shared-state.ts'

interface Entry {
  value: string
  expiresAt: number
}

/** Writes between two sweeps of expired entries, so that memory stays bounded by what is alive. */
const WRITES_PER_SWEEP = 1000

/** The shared state of a desk that runs as one process; values expire by the given clock. */
export function createMemoryState(clock: Clock): SharedState {
  const entries = new Map<string, Entry>()
  let writes = 0

  const live = (key: string): Entry | undefined => {
    const entry = entries.get(key)
    if (entry === undefined || entry.expiresAt > clock.now().getTime()) return entry
    entries.delete(key)
    return undefined
  }
  const sweep = (): void => {
    writes = 0
    const now = clock.now().getTime()
    for (const [key, entry] of entries) if (entry.expiresAt <= now) entries.delete(key)
  }
  const put = (key: string, value: string, ttlMs: number): void => {
    entries.set(key, { value, expiresAt: clock.now().getTime() + ttlMs })
    writes += 1
    if (writes >= WRITES_PER_SWEEP) sweep()
  }

  return {
    ...createMemoryUnits(),
    get: (key) => Promise.resolve(live(key)?.value),
    set: (key, value, ttlMs) => {
      put(key, value, ttlMs)
      return Promise.resolve()
    },
    setIfAbsent: (key, value, ttlMs) => {
      if (live(key) !== undefined) return Promise.resolve(false)
      put(key, value, ttlMs)
      return Promise.resolve(true)
    },
    deleteIfEquals: (key, value) => {
      if (live(key)?.value !== value) return Promise.resolve(false)
      return Promise.resolve(entries.delete(key))
    },
    extendIfEquals: (key, value, ttlMs) => {
      if (live(key)?.value !== value) return Promise.resolve(false)
      put(key, value, ttlMs)
      return Promise.resolve(true)
    },
    ping: () => Promise.resolve(),
    close: () => {
      entries.clear()
      return Promise.resolve()
    },
  }
}
