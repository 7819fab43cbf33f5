import { weekdayOf } from './local-date.ts'

/** A year's official notice (国务院办公厅放假安排): days off, and weekend days that are worked instead (调休). */
export interface HolidayYear {
  readonly year: number
  readonly days: readonly { readonly name: string; readonly date: string; readonly isOffDay: boolean }[]
}

/** How a community reckons its days (domain-facts 5). */
export interface Calendar {
  readonly timeZone: string
  /** Whether the local date (`YYYY-MM-DD`) is worked: Monday to Friday, unless the official notice says otherwise. */
  isWorkday(localDate: string): boolean
}

/** The calendar of a time zone; a year without notice counts weekends only. */
export function createCalendar(timeZone: string, holidays: readonly HolidayYear[]): Calendar {
  const notices = new Map(holidays.flatMap((year) => year.days.map((day) => [day.date, !day.isOffDay])))
  return {
    timeZone,
    isWorkday: (localDate) => notices.get(localDate) ?? weekdayOf(localDate) <= 5,
  }
}
