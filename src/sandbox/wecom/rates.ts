import type { Clock } from '../../clock.ts'

/** At most `limit` acts within `spanMs`. */
export interface RateWindow {
  limit: number
  spanMs: number
}

/** A minute in milliseconds. */
export const MINUTE_MS = 60_000
/** An hour in milliseconds. */
export const HOUR_MS = 60 * MINUTE_MS
/** A day in milliseconds. */
export const DAY_MS = 24 * HOUR_MS

/** Counts acts per key against windows (wecom.md 11, frequency limits). Kept in memory only. */
export interface Rates {
  /** Counts one act, unless one of the windows is full already: then nothing is counted and `false` comes back. */
  take(key: string, windows: readonly RateWindow[]): boolean
  /** Counts an act of the past, at its instant in milliseconds. */
  note(key: string, at: number): void
}

/** `window` says whether a minute is any 60 s (`sliding`) or the clock's own minute (`calendar`). */
export function createRates(clock: Clock, window: 'sliding' | 'calendar'): Rates {
  const acts = new Map<string, number[]>()
  const actsOf = (key: string): number[] => {
    const known = acts.get(key) ?? []
    acts.set(key, known)
    return known
  }
  return {
    take(key, windows) {
      const now = clock.now().getTime()
      const times = actsOf(key)
      const longest = Math.max(...windows.map((each) => each.spanMs))
      const stale = firstIndexFrom(times, now - longest + 1)
      if (stale > 1000) times.splice(0, stale)
      const full = windows.some(({ limit, spanMs }) => {
        const begin = window === 'sliding' ? now - spanMs + 1 : now - (now % spanMs)
        return times.length - firstIndexFrom(times, begin) >= limit
      })
      if (!full) times.push(now)
      return !full
    },
    note: (key, at) => void actsOf(key).push(at),
  }
}

/** Index of the first time that is not before `begin`; times are in order. */
function firstIndexFrom(times: readonly number[], begin: number): number {
  let low = 0
  let high = times.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((times[middle] ?? 0) < begin) low = middle + 1
    else high = middle
  }
  return low
}
