import { schedule, type ScheduledTask } from 'node-cron'
import type { Clock } from '../clock.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { withLease } from '../shared-state/lease.ts'
import type { SharedState } from '../shared-state/shared-state.ts'
import { cronEvery } from './cron-every.ts'
import type { Scheduler } from './scheduler.ts'
import { createSerial } from './serial.ts'

/** Runs the schedulers: on every tick, at once when something came in, and to the end when asked. */
export interface Engine {
  /** Begins to tick. */
  start(): void
  /** Does soon what an event or a tap has made necessary; many calls make one run. */
  wake(): void
  /** Does at this instant what has to wait for it, sooner than the next tick would. */
  wakeAt(at: Date): void
  /** Runs everything that is due until nothing is left; resolves to how much was done. */
  settle(): Promise<number>
  nextDueAt(): Promise<Date | undefined>
  /** Ends ticking and waits for the work in hand. */
  stop(): Promise<void>
}

/** The engine over the timetable; a scheduler that fails is logged and the others go on. */
export function createEngine(deps: {
  schedulers: readonly Scheduler[]
  clock: Clock
  state: SharedState
  leaseMs: number
  tickMs: number
  logger: Logger
}): Engine {
  const { schedulers, clock, state, leaseMs, tickMs, logger } = deps
  let task: ScheduledTask | undefined
  let waking: Promise<unknown> | undefined
  let alarm: { at: number; timer: NodeJS.Timeout } | undefined

  async function runOne(scheduler: Scheduler): Promise<number> {
    let done = 0
    const work = async () => {
      done = await scheduler.run(clock.now())
    }
    try {
      if (scheduler.leased) await withLease(state, `tick:${scheduler.name}`, leaseMs, work)
      else await work()
    } catch (error) {
      logger.error({ code: codeOf(error), scheduler: scheduler.name, err: error }, 'tick failed')
    }
    return done
  }

  const round = createSerial(async (only?: (scheduler: Scheduler) => boolean) => {
    let done = 0
    for (const scheduler of schedulers) if (only?.(scheduler) ?? true) done += await runOne(scheduler)
    return done
  })

  const engine: Engine = {
    start() {
      // The sandbox moves its clock and a busy machine is late: a missed beat is made up by the next, so no warning.
      task = schedule(cronEvery(tickMs), () => round(), {
        noOverlap: true,
        suppressMissedWarning: true,
        name: 'tick',
      })
    },
    wake() {
      waking ??= Promise.resolve().then(() => {
        waking = undefined
        return round((scheduler) => !scheduler.leased)
      })
    },
    wakeAt(at) {
      if (alarm !== undefined && alarm.at <= at.getTime()) return
      clearTimeout(alarm?.timer)
      const waitMs = Math.max(0, Math.min(at.getTime() - clock.now().getTime(), tickMs))
      const timer = setTimeout(() => {
        alarm = undefined
        engine.wake()
      }, waitMs).unref()
      alarm = { at: at.getTime(), timer }
    },
    async settle() {
      let total = 0
      for (;;) {
        const done = await round()
        if (done === 0) return total
        total += done
      }
    },
    async nextDueAt() {
      const now = clock.now()
      const instants = await Promise.all(schedulers.map((scheduler) => scheduler.nextDueAt(now)))
      const known = instants.flatMap((at) => (at === undefined ? [] : [at.getTime()]))
      return known.length === 0 ? undefined : new Date(Math.min(...known))
    },
    async stop() {
      await task?.destroy()
      await waking
      await round(() => false)
      clearTimeout(alarm?.timer)
    },
  }
  return engine
}
