import type { Shift } from '../config/communities.ts'
import { localDate, localTime, type Calendar } from '../domain/calendar/index.ts'
import { shiftDate, weekdayOf } from '../domain/calendar/local-date.ts'
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

/** From the minute it begins to the minute before it ends; past midnight it still belongs to the day it began. */
function isRunning({ from, to, days }: Shift, at: Date, calendar: Calendar): boolean {
  const today = localDate(at, calendar.timeZone)
  const time = localTime(at, calendar.timeZone)
  if (from < to) return time >= from && time < to && isDayOf(days, today, calendar)
  return (
    (time >= from && isDayOf(days, today, calendar)) ||
    (time < to && isDayOf(days, shiftDate(today, { days: -1 }), calendar))
  )
}

function isDayOf(days: Shift['days'], date: string, calendar: Calendar): boolean {
  if (days === 'every_day') return true
  if (days === 'workdays') return calendar.isWorkday(date)
  if (days === 'days_off') return !calendar.isWorkday(date)
  return days.includes(weekdayOf(date))
}

function isIn(shift: Shift, userId: string): boolean {
  return shift.members.some((member) => member.toLowerCase() === userId.toLowerCase())
}
