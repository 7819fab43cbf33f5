import { Duration } from 'luxon'
import { DeskError } from '../../errors.ts'

const DAY_MS = 86_400_000
/** Ten years: far above any term of the procedures, and low enough for day-by-day counting. */
const LONGEST_DAYS = 3_660

/** The parts of an ISO 8601 duration, or what is wrong with it: not a duration, negative, empty, longer than ten years. */
export function parseSpan(iso: string): Duration | { problem: string } {
  const span = Duration.fromISO(iso)
  if (!span.isValid) return { problem: 'is not an ISO 8601 duration such as P2D or PT15M' }
  const parts = Object.values(span.toObject()).filter((part) => part !== undefined)
  if (parts.some((part) => part < 0)) return { problem: 'must not be negative' }
  if (parts.every((part) => part === 0)) return { problem: 'must not be zero' }
  if (span.shiftTo('days').days > LONGEST_DAYS) return { problem: 'must not be longer than ten years' }
  return span
}

/** Why the ISO 8601 duration cannot be a fixed span, or `undefined`; months and years differ in length. */
export function spanProblem(iso: string): string | undefined {
  const span = parseSpan(iso)
  if ('problem' in span) return span.problem
  if (span.years > 0 || span.months > 0)
    return 'must not count months or years here, as they differ in length'
  return undefined
}

/** The length of a fixed span in milliseconds, a day being 24 hours; throws `bad_span`. */
export function spanMs(iso: string): number {
  const problem = spanProblem(iso)
  if (problem !== undefined) throw new DeskError('bad_span', `The span ${iso} ${problem}.`)
  return Duration.fromISO(iso).toMillis()
}

/** The instant a fixed span later, whatever the clocks on the wall do meanwhile. */
export function addSpan(at: Date, iso: string): Date {
  return new Date(at.getTime() + spanMs(iso))
}

/** Whole days of a span made of weeks and days only, else `undefined`. */
export function wholeDays(span: Duration): number | undefined {
  const days = span.weeks * 7 + span.days
  return span.toMillis() === days * DAY_MS && Number.isInteger(days) ? days : undefined
}
