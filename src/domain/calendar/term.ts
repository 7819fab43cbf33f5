import type { Duration } from 'luxon'
import { parseSpan, spanProblem, wholeDays } from './span.ts'

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

/** Whether a term is in hours and minutes only, which run from the instant itself whatever the count. */
export function isTimeOnly(span: Duration): boolean {
  return span.years === 0 && span.months === 0 && span.weeks === 0 && span.days === 0
}

/** Months of a span made of years and months only, else `undefined`. */
export function wholeMonths(span: Duration): number | undefined {
  const months = span.years * 12 + span.months
  const rest = span.set({ years: 0, months: 0 }).toMillis()
  return months > 0 && rest === 0 && Number.isInteger(months) ? months : undefined
}
