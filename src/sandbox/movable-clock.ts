import { systemClock, type Clock } from '../clock.ts'
import { DeskError } from '../errors.ts'

/** A clock that runs with real time plus an offset; the offset only ever grows. */
export interface MovableClock extends Clock {
  /** How far this clock runs ahead of the base clock, in milliseconds. */
  readonly offsetMs: number
  /** Makes `instant` the present. An instant that is already past changes nothing: time never runs backwards. */
  moveTo(instant: Date): void
}

/** What a movable clock starts from; all optional. */
export interface MovableClockOptions {
  /** The offset to continue with after a restart, in milliseconds; 0 by default. */
  offsetMs?: number
  /** Told the new offset before it holds, so that a failed save leaves the clock where it was. */
  onMove?: (offsetMs: number) => void
  /** The running clock below the offset; the machine's own by default. */
  base?: Clock
}

/**
 * Builds the sandbox's clock. Throws `bad_clock_offset` when it would start in the past, and `bad_instant` on moving
 * to a date that is none.
 */
export function createMovableClock(options: MovableClockOptions = {}): MovableClock {
  const base = options.base ?? systemClock
  let offsetMs = options.offsetMs ?? 0
  if (!Number.isFinite(offsetMs) || offsetMs < 0)
    throw new DeskError('bad_clock_offset', `The sandbox clock cannot start with an offset of ${offsetMs} ms`)

  return {
    get offsetMs() {
      return offsetMs
    },
    now: () => new Date(base.now().getTime() + offsetMs),
    moveTo(instant) {
      const wanted = instant.getTime() - base.now().getTime()
      if (Number.isNaN(wanted)) throw new DeskError('bad_instant', 'The sandbox clock was moved to no date')
      if (wanted <= offsetMs) return
      options.onMove?.(wanted)
      offsetMs = wanted
    },
  }
}
