import { dayOf, localDate, monthOf, previousMonth, previousWeek, weekOf } from '../calendar/index.ts'
import type { PeriodName } from './query.ts'

const DAY_MS = 86_400_000

/** The local day, week or month that a name means at an instant; `to` is outside of it. */
export function periodOf(name: PeriodName, now: Date, timeZone: string): { from: Date; to: Date } {
  const today = dayOf(localDate(now, timeZone), timeZone)
  switch (name) {
    case 'today':
      return today
    case 'yesterday':
      // Half a day before midnight is yesterday in every time zone, whatever the clocks do that night.
      return dayOf(localDate(new Date(today.from.getTime() - DAY_MS / 2), timeZone), timeZone)
    case 'this_week':
      return weekOf(now, timeZone)
    case 'last_week':
      return previousWeek(now, timeZone)
    case 'this_month':
      return monthOf(now, timeZone)
    case 'last_month':
      return previousMonth(now, timeZone)
  }
}
