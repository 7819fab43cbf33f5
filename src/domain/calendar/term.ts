import type { Duration } from 'luxon'
import { DeskError } from '../../errors.ts'
import type { Calendar } from './calendar.ts'
import { shiftDate, startOfDay } from './local-date.ts'
import { localDate } from './local-time.ts'
import { addSpan, parseSpan, spanProblem, wholeDays } from './span.ts'

/** The ways to count the days of a term (domain-facts 5.4). */
export const COUNTS = [
  'rolling',
  'calendar_days',
  'calendar_days_rollover',
  'working_days',
  'calendar_months',
] as const
export type Count = (typeof COUNTS)[number]

/** A term of the policy: an ISO 8601 duration and how its days are counted. */
export interface Term {
  readonly span: string
  readonly count: Count
}

/** Why the span cannot be counted that way, or `undefined`. */
export function termProblem(term: Term): string | undefined {
  const span = parseSpan(term.span)
  if ('problem' in span) return span.problem
  switch (term.count) {
    case 'rolling':
      return spanProblem(term.span)
    case 'calendar_days':
    case 'calendar_days_rollover':
      return wholeDays(span) !== undefined || isTimeOnly(span)
        ? undefined
        : `must be whole days, or hours and minutes only, to be counted as ${term.count}`
    case 'working_days':
      return span.weeks === 0 && wholeDays(span) !== undefined
        ? undefined
        : 'must be whole days to be counted as working_days'
    case 'calendar_months':
      return wholeMonths(span) !== undefined
        ? undefined
        : 'must be whole months or years to be counted as calendar_months'
  }
}

/**
 * The end of a term. Rolling terms and terms in hours run from the instant itself; every other count leaves out the day
 * of the start and ends at 24:00 local, that is when the following day begins. Throws `bad_term`.
 */
export function deadlineAfter(start: Date, term: Term, calendar: Calendar): Date {
  const problem = termProblem(term)
  const span = parseSpan(term.span)
  if (problem !== undefined || 'problem' in span) {
    throw new DeskError('bad_term', `The term ${term.span} ${problem ?? 'is wrong'}.`)
  }
  if (term.count === 'rolling' || isTimeOnly(span)) return addSpan(start, term.span)
  const lastDay = lastDayOf(localDate(start, calendar.timeZone), span, term.count, calendar)
  return startOfDay(shiftDate(lastDay, { days: 1 }), calendar.timeZone)
}

function lastDayOf(startDay: string, span: Duration, count: Count, calendar: Calendar): string {
  if (count === 'calendar_months') return shiftDate(startDay, { months: wholeMonths(span) ?? 0 })
  const days = wholeDays(span) ?? 0
  if (count === 'working_days') return workdayAfter(startDay, days, calendar)
  const last = shiftDate(startDay, { days })
  if (count === 'calendar_days' || calendar.isWorkday(last)) return last
  return workdayAfter(last, 1, calendar)
}

function workdayAfter(day: string, count: number, calendar: Calendar): string {
  let at = day
  for (let counted = 0; counted < count;) {
    at = shiftDate(at, { days: 1 })
    if (calendar.isWorkday(at)) counted += 1
  }
  return at
}

function isTimeOnly(span: Duration): boolean {
  return span.years === 0 && span.months === 0 && span.weeks === 0 && span.days === 0
}

/** Months of a span made of years and months only, else `undefined`. */
function wholeMonths(span: Duration): number | undefined {
  const months = span.years * 12 + span.months
  const rest = span.set({ years: 0, months: 0 }).toMillis()
  return months > 0 && rest === 0 && Number.isInteger(months) ? months : undefined
}
