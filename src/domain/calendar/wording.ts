import { DateTime } from 'luxon'
import { parseSpan, wholeDays } from './span.ts'
import { isTimeOnly, wholeMonths, type Term } from './term.ts'

const UNITS = [
  { ms: 86_400_000, name: '天' },
  { ms: 3_600_000, name: '小时' },
  { ms: 60_000, name: '分钟' },
] as const

/**
 * An instant as it can be read on any later day: 11月25日 14:02, in another year 2027年1月3日 09:00. Never 今天 or 明天:
 * a message stays on the screen for days.
 */
export function sayInstant(at: Date, now: Date, timeZone: string): string {
  const local = DateTime.fromJSDate(at, { zone: timeZone })
  const sameYear = local.year === DateTime.fromJSDate(now, { zone: timeZone }).year
  return local.toFormat(sameYear ? "M'月'd'日' HH:mm" : "yyyy'年'M'月'd'日' HH:mm")
}

/** A length of time in its two largest units, rounded down: 2天3小时, 3小时20分钟, 不到1分钟; the sign is left out. */
export function saySpan(ms: number): string {
  const length = Math.abs(ms)
  const first = UNITS.findIndex((unit) => length >= unit.ms)
  if (first === -1) return '不到1分钟'
  let rest = length
  return UNITS.slice(first, first + 2)
    .map((unit) => {
      const whole = Math.floor(rest / unit.ms)
      rest -= whole * unit.ms
      return whole === 0 ? '' : `${whole}${unit.name}`
    })
    .join('')
}

/** The length of a term as people say it: 2天, 5个工作日, 3个月; a term in hours 2小时. */
export function sayTerm({ span, count }: Term): string {
  const length = parseSpan(span)
  if ('problem' in length) return span
  if (count === 'calendar_months') return `${String(wholeMonths(length) ?? 0)}个月`
  if (count === 'working_days' && !isTimeOnly(length)) return `${String(wholeDays(length) ?? 0)}个工作日`
  return saySpan(length.toMillis())
}

/** A local date without its year: 11月21日. */
export function sayDate(localDate: string): string {
  const [, month, day] = localDate.split('-')
  return `${String(Number(month))}月${String(Number(day))}日`
}
