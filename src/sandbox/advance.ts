import type { MovableClock } from './movable-clock.ts'

/** What moving the clock needs of the desk and the emulator. */
export interface Advancing {
  clock: MovableClock
  /** Does everything that is due now; resolves to how much that was. */
  settle: () => Promise<number>
  nextDueAt: () => Promise<Date | undefined>
}

/** A rest between two looks when work is due but somebody else holds it. */
const STEP_MS = 1000

/**
 * Moves the clock from one due instant to the next, so that everything happens at its own time and in its order, and
 * comes to an end when the clock stands at `to` and nothing is left to do.
 */
export async function advance({ clock, settle, nextDueAt }: Advancing, to: Date): Promise<void> {
  await settle()
  for (;;) {
    const due = await nextDueAt()
    if (due === undefined || due > to) break
    const now = clock.now()
    // Due but not done just now (a failed delivery, say): let a little time pass rather than turn on the spot.
    const next = due > now ? due : new Date(now.getTime() + STEP_MS)
    if (next > to) break
    clock.moveTo(next)
    await settle()
  }
  clock.moveTo(to)
  await settle()
}
