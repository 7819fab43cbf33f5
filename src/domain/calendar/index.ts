export { createCalendar, type Calendar, type HolidayYear } from './calendar.ts'
export { deadlineAfter, explainDeadline, type DayOff, type Explanation } from './deadline.ts'
export { COUNTS, termProblem, type Count, type Term } from './term.ts'
export {
  dayOf,
  localDate,
  localTime,
  monthOf,
  nextLocalTime,
  previousMonth,
  previousWeek,
  weekOf,
  type Week,
} from './local-time.ts'
export { quietUntil, type QuietHours } from './quiet-hours.ts'
export { addSpan, spanMs, spanProblem } from './span.ts'
export { sayDate, sayInstant, saySpan, sayTerm } from './wording.ts'
