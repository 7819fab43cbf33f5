import type { Duration } from 'luxon'
import { DeskError } from '../../errors.ts'
import type { Calendar } from './calendar.ts'
import { shiftDate, startOfDay } from './local-date.ts'
import { localDate } from './local-time.ts'
import { addSpan, parseSpan, wholeDays } from './span.ts'
import { isTimeOnly, termProblem, wholeMonths, type Term } from './term.ts'

/** A local date that was passed over because nobody works on it; `holiday` is its name, `null` a plain weekend. */
export interface DayOff {
  date: string
  holiday: string | null
}

/** The sum that leads from a start to a deadline, as data; the words are made in `texts/`. */
export interface Explanation {
  start: Date
  term: Term
  /** The last local date of the term, whose 24:00 is the end; `null` when the term runs from the instant itself. */
  lastDay: string | null
  /** How many days were counted after the day of the start, the last one included. */
  counted: number
  /** The days that were passed over, in order. */
  skipped: DayOff[]
  end: Date
}

/**
 * The end of a term. Rolling terms and terms in hours run from the instant itself; every other count leaves out the day
 * of the start and ends at 24:00 local, that is when the following day begins. Throws `bad_term`.
 */
export function deadlineAfter(start: Date, term: Term, calendar: Calendar): Date {
  return explainDeadline(start, term, calendar).end
}

/** The end of a term together with the days that were counted and passed over on the way. Throws `bad_term`. */
export function explainDeadline(start: Date, term: Term, calendar: Calendar): Explanation {
  const problem = termProblem(term)
  const span = parseSpan(term.span)
  if (problem !== undefined || 'problem' in span) {
    throw new DeskError('bad_term', `The term ${term.span} ${problem ?? 'is wrong'}.`)
  }
  if (term.count === 'rolling' || isTimeOnly(span))
    return { start, term, lastDay: null, counted: 0, skipped: [], end: addSpan(start, term.span) }
  const walked = walk(localDate(start, calendar.timeZone), span, term, calendar)
  const end = startOfDay(shiftDate(walked.lastDay, { days: 1 }), calendar.timeZone)
  return { start, term, ...walked, end }
}

function walk(
  startDay: string,
  span: Duration,
  { count }: Term,
  calendar: Calendar,
): Pick<Explanation, 'counted' | 'skipped'> & { lastDay: string } {
  if (count === 'working_days') return walkWorkdays(startDay, wholeDays(span) ?? 0, calendar)
  const plain =
    count === 'calendar_months' ? { months: wholeMonths(span) ?? 0 } : { days: wholeDays(span) ?? 0 }
  const lastDay = shiftDate(startDay, plain)
  const counted = daysBetween(startDay, lastDay)
  if (count !== 'calendar_days_rollover' || calendar.isWorkday(lastDay))
    return { lastDay, counted, skipped: [] }
  // The term would end on a day off: that day and those after it are passed over up to the next working day.
  const rolled = walkWorkdays(shiftDate(lastDay, { days: -1 }), 1, calendar)
  return { ...rolled, counted }
}

function walkWorkdays(startDay: string, days: number, calendar: Calendar) {
  const skipped: DayOff[] = []
  let lastDay = startDay
  for (let counted = 0; counted < days;) {
    lastDay = shiftDate(lastDay, { days: 1 })
    if (calendar.isWorkday(lastDay)) counted += 1
    else skipped.push({ date: lastDay, holiday: calendar.holidayOf(lastDay) ?? null })
  }
  return { lastDay, counted: days, skipped }
}

function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000)
}
