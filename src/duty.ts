import type { Clock } from './clock.ts'
import type { Config } from './config/index.ts'
import type { Database } from './database.ts'
import type { Directory } from './directory/index.ts'
import { withDuty } from './directory/with-duty.ts'
import { createCalendar } from './domain/calendar/index.ts'
import type { Rules } from './domain/rules.ts'
import type { Logger } from './logger.ts'
import { createAbsenceScheduler } from './schedulers/absences.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import { createShiftScheduler } from './schedulers/shifts.ts'
import type { Addressing } from './services/addressing.ts'
import { createDutyPlans, createLeaveBook } from './services/duty.ts'
import { createGapCheck } from './services/gaps.ts'
import { createHandoverService, type HandoverService } from './services/handovers.ts'
import { createLeaveService, type LeaveService } from './services/leaves.ts'
import type { Replies } from './services/replies.ts'

/** What the desk needs of duty: the directory first, then what stands on it. */
export interface Duty {
  /** The directory as it is with leave and deputies. */
  directory: Directory
  /** What the relay empties. */
  stores: [{ type: 'leave'; store: Database['leaves'] }, { type: 'handover'; store: Database['handovers'] }]
  services(deps: {
    addressing: Addressing
    rules: (communityId: string) => Rules
    replies: Replies
    logger: Logger
  }): {
    leaves: LeaveService
    handovers: HandoverService
    /** `absences` runs before everything else of a tick. */
    schedulers: { absences: Scheduler; shifts: Scheduler }
  }
}

/** Wires leave, deputies and handovers (a part of the composition root); `known` is the directory without leave. */
export function createDuty({
  config,
  database,
  known,
  clock,
}: {
  config: Pick<Config, 'holidays' | 'policy'>
  database: Pick<Database, 'leaves' | 'handovers' | 'tickets'>
  known: Directory
  clock: Clock
}): Duty {
  const book = createLeaveBook(database.leaves)
  const calendars = new Map<string, ReturnType<typeof createCalendar>>()
  const calendarIn = (timeZone: string) => {
    const calendar = calendars.get(timeZone) ?? createCalendar(timeZone, config.holidays)
    calendars.set(timeZone, calendar)
    return calendar
  }
  const planOf = createDutyPlans({
    communities: () => known.communities(),
    calendarOf: ({ timeZone }) => calendarIn(timeZone),
    book,
  })
  const communityIds = () => known.communities().map(({ id }) => id)
  const directory = withDuty(known, planOf, clock)
  return {
    directory,
    stores: [
      { type: 'leave', store: database.leaves },
      { type: 'handover', store: database.handovers },
    ],
    services({ addressing, rules, replies, logger }) {
      const leaves = createLeaveService({ store: database.leaves, addressing, book, planOf, rules })
      const handovers = createHandoverService({
        store: database.handovers,
        tickets: database.tickets,
        addressing,
        communityIds,
        planOf,
        rules,
      })
      const gaps = createGapCheck({ communityIds, planOf, rules, directory, replies })
      const stores = { leaves: database.leaves, handovers: database.handovers }
      const { batchSize } = config.policy.engine
      return {
        leaves,
        handovers,
        schedulers: {
          absences: createAbsenceScheduler(book),
          shifts: createShiftScheduler({ stores, leaves, handovers, gaps, batchSize, logger }),
        },
      }
    },
  }
}
