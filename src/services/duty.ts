import type { Community } from '../config/communities.ts'
import type { Calendar } from '../domain/calendar/index.ts'
import { startOfDay, shiftDate } from '../domain/calendar/local-date.ts'
import type { Absence, DutyPlan } from '../domain/duty/substitution.ts'
import type { LeaveStore } from './stores.ts'

/** Who is away, from the configuration and the database, as far as it was true at the last look. */
export interface LeaveBook {
  /** Looks again; every process does so at each tick and after each change of its own. */
  refresh(now: Date): Promise<void>
  absences(): readonly Absence[]
}

/** Keeps the confirmed leaves that are not over in memory, because the directory is asked without waiting. */
export function createLeaveBook(store: Pick<LeaveStore, 'inForce'>): LeaveBook {
  let known: readonly Absence[] = []
  return {
    absences: () => known,
    async refresh(now) {
      const leaves = await store.inForce(now)
      known = leaves.map(({ person, deputy, communityId, from, to }) => ({
        userId: person.userId,
        from,
        to,
        deputy: deputy === null ? null : { userId: deputy.userId, communityId },
      }))
    },
  }
}

/** The plan of duty of a community at present: its shifts, and everybody's leave of file and chat. */
export type DutyPlans = (communityId: string) => DutyPlan | undefined

/** Puts the plans together; `communities` is asked each time, so a changed configuration counts at once. */
export function createDutyPlans(deps: {
  communities: () => readonly Community[]
  calendarOf: (community: Community) => Calendar
  book: Pick<LeaveBook, 'absences'>
}): DutyPlans {
  return (communityId) => {
    const communities = deps.communities()
    const community = communities.find(({ id }) => id === communityId)
    if (community === undefined) return undefined
    const absences = [...communities.flatMap(absencesOf), ...deps.book.absences()]
    return { community, absences, calendar: deps.calendarOf(community) }
  }
}

/** The leaves of communities.json; its last day is part of it. */
function absencesOf({ id, timeZone, leaves }: Community): Absence[] {
  return leaves.map(({ userId, from, to, deputy }) => ({
    userId,
    from: startOfDay(from, timeZone),
    to: startOfDay(shiftDate(to, { days: 1 }), timeZone),
    deputy: deputy === undefined ? null : { userId: deputy, communityId: id },
  }))
}
