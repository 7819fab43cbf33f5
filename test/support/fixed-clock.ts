import type { Clock } from '../../src/clock.ts'

/** A clock that stands still until it is moved. */
export interface FixedClock extends Clock {
  set(instant: Date): void
  forward(ms: number): void
}

export function createFixedClock(start: Date): FixedClock {
  let now = start.getTime()
  return {
    now: () => new Date(now),
    set: (instant) => void (now = instant.getTime()),
    forward: (ms) => void (now += ms),
  }
}
