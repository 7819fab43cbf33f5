import type { Policy } from '../../config/policy.ts'
import { deadlineAfter, type Calendar, type Term } from '../calendar/index.ts'
import type { Reckoning, Ticket } from './ticket.ts'

/** The promise of REC-4.6 and the ladder of REC-4.7 and REC-4.8, reckoned from an instant in the community's calendar. */
export function planDeadlines(
  start: Date,
  policy: Policy,
  calendar: Calendar,
): Pick<Ticket, 'promise' | 'dueAt' | 'ladder'> {
  const reckon = (rule: string, term: Term): Reckoning => ({
    rule,
    start,
    term,
    end: deadlineAfter(start, term, calendar),
  })
  const promise = reckon('REC-4.6', policy['REC-4.6'].handleWithin)
  const ladder = (['REC-4.7', 'REC-4.8'] as const).map((rule, index) => {
    const { role, after } = policy[rule]
    const reckoned = reckon(rule, after)
    return { level: index + 1, role, at: reckoned.end, ...reckoned }
  })
  return { promise, dueAt: promise.end, ladder }
}
