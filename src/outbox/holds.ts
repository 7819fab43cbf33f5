import type { Clock } from '../clock.ts'
import type { Lane } from '../domain/record.ts'

/** Receivers whose quota is used up for now: for all lanes, or only for those below danger. */
export interface Held {
  danger: readonly string[]
  below: readonly string[]
}

/** Remembers which receivers' quota is used up until when, so that their messages are not touched before. */
export interface Holds {
  note(queue: string, lane: Lane, until: Date): void
  release(queue: string): void
  /** Those still held at this instant. */
  held(): Held
  /** When the first of them can be sent to again. */
  nextEndAt(): Date | undefined
}

/** This process's memory of them; another process finds out by itself, which costs it one look a receiver. */
export function createHolds(clock: Clock): Holds {
  const danger = new Map<string, number>()
  const below = new Map<string, number>()
  const note = (ends: Map<string, number>, queue: string, until: Date): void => {
    ends.set(queue, Math.max(until.getTime(), ends.get(queue) ?? 0))
  }
  const live = (ends: Map<string, number>): string[] => {
    const now = clock.now().getTime()
    for (const [queue, until] of ends) if (until <= now) ends.delete(queue)
    return [...ends.keys()]
  }
  return {
    note(queue, lane, until) {
      if (lane === 'danger') note(danger, queue, until)
      note(below, queue, until)
    },
    release(queue) {
      danger.delete(queue)
      below.delete(queue)
    },
    held: () => ({ danger: live(danger), below: live(below) }),
    nextEndAt() {
      live(danger)
      live(below)
      const ends = [...danger.values(), ...below.values()]
      return ends.length === 0 ? undefined : new Date(ends.reduce((least, end) => Math.min(least, end)))
    },
  }
}
