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
  /** The name of the holiday (or of the exchanged working day) that the official notice gives the local date. */
  holidayOf(localDate: string): string | undefined
}

/** The calendar of a time zone; a year without notice counts weekends only. */
export function createCalendar(timeZone: string, holidays: readonly HolidayYear[]): Calendar {
  const notices = new Map(holidays.flatMap((year) => year.days.map((day) => [day.date, day])))
  return {
    timeZone,
    isWorkday(localDate) {
      const notice = notices.get(localDate)
      return notice === undefined ? weekdayOf(localDate) <= 5 : !notice.isOffDay
    },
    holidayOf: (localDate) => notices.get(localDate)?.name,
  }
}
