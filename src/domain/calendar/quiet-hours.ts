import { atLocalTime, shiftDate } from './local-date.ts'
import { localDate } from './local-time.ts'

/** The local hours in which nobody is told what can wait: `from` inclusive, `to` exclusive, over midnight when not later. */
export interface QuietHours {
  from: string
  /** `HH:mm`; `24:00` is the end of the day. */
  to: string
}

/** The end of the quiet hours in which the instant lies, `undefined` outside of them or when the community has none. */
export function quietUntil(at: Date, hours: QuietHours | null, timeZone: string): Date | undefined {
  if (hours === null) return undefined
  const today = localDate(at, timeZone)
  const lastDay = hours.from < hours.to ? 0 : 1
  for (const day of [shiftDate(today, { days: -1 }), today]) {
    const end =
      hours.to === '24:00'
        ? atLocalTime(shiftDate(day, { days: 1 }), '00:00', timeZone)
        : atLocalTime(shiftDate(day, { days: lastDay }), hours.to, timeZone)
    if (atLocalTime(day, hours.from, timeZone) <= at && at < end) return end
  }
  return undefined
}
