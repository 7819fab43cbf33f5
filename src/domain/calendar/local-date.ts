import { DateTime } from 'luxon'

/** The weekday of a local date (`YYYY-MM-DD`), 1 for Monday to 7 for Sunday. */
export function weekdayOf(localDate: string): number {
  return DateTime.fromISO(localDate, { zone: 'utc' }).weekday
}

/** The local date some days or months later (earlier when negative); a missing day of a month becomes its last. */
export function shiftDate(localDate: string, by: { days?: number; months?: number }): string {
  return DateTime.fromISO(localDate, { zone: 'utc' }).plus(by).toFormat('yyyy-MM-dd')
}

/** The instant at which a local date begins; the earlier one where the clock strikes midnight twice. */
export function startOfDay(localDate: string, timeZone: string): Date {
  return atLocalTime(localDate, '00:00', timeZone)
}

/**
 * The instant of a local date and time `HH:mm`: the earlier one where the clock shows it twice, and the time moved on by
 * the gap where the clock skips it.
 */
export function atLocalTime(localDate: string, time: string, timeZone: string): Date {
  const wall = DateTime.fromISO(`${localDate}T${time}`, { zone: timeZone })
  // Luxon picks one of two possible offsets by the season of the machine's clock; a decision must not depend on it.
  return new Date(Math.min(...wall.getPossibleOffsets().map((candidate) => candidate.toMillis())))
}
