import type { Shift } from '../../config/communities.ts'
import { localDate, type Calendar } from '../calendar/index.ts'
import { atLocalTime, shiftDate, weekdayOf } from '../calendar/local-date.ts'

/** One day's run of a shift; `to` is outside of it. */
export interface Turn {
  shift: Shift
  from: Date
  to: Date
}

/**
 * The turn of a shift that begins on a local date, if it has one that day. It is a span of instants, so a night in which
 * the clock is put on or back makes it an hour shorter or longer and never breaks it in two.
 */
export function turnOn(shift: Shift, date: string, calendar: Calendar): Turn | undefined {
  if (!isDayOf(shift.days, date, calendar)) return undefined
  const lastDate = shift.from < shift.to ? date : shiftDate(date, { days: 1 })
  const from = atLocalTime(date, shift.from, calendar.timeZone)
  const to = atLocalTime(lastDate, shift.to, calendar.timeZone)
  return from < to ? { shift, from, to } : undefined
}

/** The turns that run at some time between the instants, `to` excluded, by their beginning. */
export function turnsBetween(shifts: readonly Shift[], from: Date, to: Date, calendar: Calendar): Turn[] {
  const turns: Turn[] = []
  const last = localDate(to, calendar.timeZone)
  // A turn of the day before may still run past midnight.
  let date = shiftDate(localDate(from, calendar.timeZone), { days: -1 })
  for (; date <= last; date = shiftDate(date, { days: 1 })) {
    for (const shift of shifts) {
      const turn = turnOn(shift, date, calendar)
      if (turn !== undefined && turn.from < to && turn.to > from) turns.push(turn)
    }
  }
  return turns.sort((one, other) => one.from.getTime() - other.from.getTime())
}

/** Whether a turn of the shift runs: from the instant it begins, no longer at the one it ends. */
export function isRunning(shift: Shift, at: Date, calendar: Calendar): boolean {
  return turnsBetween([shift], at, new Date(at.getTime() + 1), calendar).length > 0
}

/** Whether the member stands in the shift; user ids are compared without regard to case. */
export function isIn(shift: Shift, userId: string): boolean {
  return shift.members.some((member) => sameUser(member, userId))
}

/** Whether two user ids are the same person's, as the platform compares them (`wecom.md` 4.1). */
export function sameUser(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function isDayOf(days: Shift['days'], date: string, calendar: Calendar): boolean {
  if (days === 'every_day') return true
  if (days === 'workdays') return calendar.isWorkday(date)
  if (days === 'days_off') return !calendar.isWorkday(date)
  return days.includes(weekdayOf(date))
}
