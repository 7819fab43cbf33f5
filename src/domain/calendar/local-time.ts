import { DateTime } from 'luxon'
import { atLocalTime, shiftDate, startOfDay, weekdayOf } from './local-date.ts'

/** A local week from Monday 00:00 to the next Monday 00:00; `to` is outside of it. */
export interface Week {
  from: Date
  to: Date
  /** The local date of its Monday. */
  monday: string
}

/** The local date `YYYY-MM-DD` of an instant. */
export function localDate(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat('yyyy-MM-dd')
}

/** The local time `HH:mm` of an instant. */
export function localTime(at: Date, timeZone: string): string {
  return DateTime.fromJSDate(at, { zone: timeZone }).toFormat('HH:mm')
}

/** The first instant strictly later than `after` at which the clock shows `HH:mm`, on the weekday (1 Monday) if given. */
export function nextLocalTime(after: Date, at: string, timeZone: string, weekday?: number): Date {
  let day = localDate(after, timeZone)
  for (;;) {
    const candidate = atLocalTime(day, at, timeZone)
    if (candidate > after && (weekday === undefined || weekdayOf(day) === weekday)) return candidate
    day = shiftDate(day, { days: 1 })
  }
}

/** The local day as a span of instants; `to` is outside of it. */
export function dayOf(date: string, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(date, timeZone), to: startOfDay(shiftDate(date, { days: 1 }), timeZone) }
}

/** The local week in which the instant lies. */
export function weekOf(at: Date, timeZone: string): Week {
  const today = localDate(at, timeZone)
  return weekFrom(shiftDate(today, { days: 1 - weekdayOf(today) }), timeZone)
}

/** The local week before the one in which the instant lies: what is reviewed on Monday (REC-4.9). */
export function previousWeek(at: Date, timeZone: string): Week {
  return weekFrom(shiftDate(weekOf(at, timeZone).monday, { days: -7 }), timeZone)
}

/** The local month in which the instant lies; `to` is outside of it. */
export function monthOf(at: Date, timeZone: string): { from: Date; to: Date } {
  return monthFrom(`${localDate(at, timeZone).slice(0, 7)}-01`, timeZone)
}

/** The local month before the one in which the instant lies. */
export function previousMonth(at: Date, timeZone: string): { from: Date; to: Date } {
  const first = `${localDate(at, timeZone).slice(0, 7)}-01`
  return monthFrom(shiftDate(first, { months: -1 }), timeZone)
}

function monthFrom(first: string, timeZone: string): { from: Date; to: Date } {
  return { from: startOfDay(first, timeZone), to: startOfDay(shiftDate(first, { months: 1 }), timeZone) }
}

function weekFrom(monday: string, timeZone: string): Week {
  return {
    from: startOfDay(monday, timeZone),
    to: startOfDay(shiftDate(monday, { days: 7 }), timeZone),
    monday,
  }
}
