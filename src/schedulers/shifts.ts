import type { Handover } from '../domain/duty/handover.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { GapCheck } from '../services/gaps.ts'
import type { HandoverService } from '../services/handovers.ts'
import type { LeaveService } from '../services/leaves.ts'
import type { HandoverStore, LeaveStore } from '../services/stores.ts'
import type { Scheduler } from './scheduler.ts'

/** Handovers at the change of shift, leave that waits for a word, and the daily look for uncovered shifts. */
export function createShiftScheduler(deps: {
  stores: {
    leaves: Pick<LeaveStore, 'nextDueAt'>
    handovers: Pick<HandoverStore, 'due' | 'nextDueAt'>
  }
  leaves: Pick<LeaveService, 'remindDue'>
  handovers: Pick<HandoverService, 'planNext' | 'run'>
  gaps: GapCheck
  batchSize: number
  logger: Logger
}): Scheduler {
  const { stores, leaves, handovers, gaps, batchSize, logger } = deps

  /** One handover that cannot be opened must not keep the others waiting. */
  async function runOne(handover: Handover, now: Date): Promise<number> {
    try {
      return (await handovers.run(handover, now)) ? 1 : 0
    } catch (error) {
      logger.error({ code: codeOf(error), handover: handover.id, err: error }, 'handover not run')
      return 0
    }
  }

  return {
    name: 'shifts',
    leased: true,
    async nextDueAt(now) {
      const instants = [
        gaps.nextAt(now),
        await stores.leaves.nextDueAt(),
        await stores.handovers.nextDueAt(),
      ].flatMap((at) => (at === undefined ? [] : [at.getTime()]))
      return instants.length === 0 ? undefined : new Date(Math.min(...instants))
    },
    async run(now) {
      let done = await handovers.planNext(now)
      for (const handover of await stores.handovers.due(now, batchSize)) done += await runOne(handover, now)
      done += await leaves.remindDue(now, batchSize)
      return done + (await gaps.run(now))
    },
  }
}
