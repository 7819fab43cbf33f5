import type { Clock } from '../../clock.ts'
import { ClockMove, planClockMove } from './clock-move.ts'
import { readJson } from './read-json.ts'
import { RequestProblem } from './request-problem.ts'
import type { SandboxRoute } from './route.ts'

/** What the clock's route needs. */
export interface ClockRouteDeps {
  clock: Clock
  /** Moves the clock, doing everything that falls due on the way. */
  advance: (to: Date) => Promise<void>
  settle: () => Promise<void>
  /** Tells the open pages that the clock stands elsewhere. */
  announce: () => void
}

/** Reads or moves the desk's clock. Moves wait for each other, so each is judged by the time it starts at. */
export function clockRoutes({ clock, advance, settle, announce }: ClockRouteDeps): SandboxRoute[] {
  let last: Promise<unknown> = Promise.resolve()

  const move = async (wanted: Parameters<typeof planClockMove>[0]): Promise<{ now: string }> => {
    const planned = planClockMove(wanted, clock.now())
    if ('refused' in planned) throw new RequestProblem(400, planned.refused)
    await advance(planned.to)
    await settle()
    announce()
    return { now: clock.now().toISOString() }
  }

  return [
    {
      path: '/clock',
      get: () => ({ now: clock.now().toISOString() }),
      async post(ctx) {
        const wanted = await readJson(ctx.req, ClockMove)
        const mine = last.then(() => move(wanted))
        last = mine.catch(() => undefined)
        return mine
      },
    },
  ]
}
