import type { Shift } from '../config/communities.ts'
import type { Calendar } from '../domain/calendar/index.ts'
import { isIn, isRunning } from '../domain/duty/turns.ts'
import type { Role } from '../domain/people.ts'

/** Who stands in which turn of duty (值班表), asked by instant. */
export interface Roster {
  /** Whether one of the member's turns is running; a member without any turn counts as always there. */
  isOnDuty(userId: string, at: Date): boolean
  /** The same for one role: when the role stands in the roster, only its turns count. */
  isOnDutyAs(role: Role, userId: string, at: Date): boolean
}

/** The roster of a community; days are reckoned by its calendar. */
export function createRoster(shifts: readonly Shift[], calendar: Calendar): Roster {
  const runs = (shift: Shift, at: Date) => isRunning(shift, at, calendar)
  return {
    isOnDuty: (userId, at) => {
      const own = shifts.filter((shift) => isIn(shift, userId))
      return own.length === 0 || own.some((shift) => runs(shift, at))
    },
    isOnDutyAs: (role, userId, at) => {
      const turns = shifts.filter((shift) => shift.role === role)
      return turns.length === 0 || turns.some((shift) => isIn(shift, userId) && runs(shift, at))
    },
  }
}
