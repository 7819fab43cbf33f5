import { explainDeadline, type Calendar, type Explanation } from '../calendar/index.ts'
import type { Role } from '../people.ts'
import { afterStop, stopsOf } from './deadlines.ts'
import { isOpen, type Reckoning, type StopReason, type Ticket } from './ticket.ts'

/** The sum that led to one deadline: the term from its start, then every stop that moved it, then the result in force. */
export interface DeadlineSum {
  rule: string
  /** Who answers for the matter from then on; `null` for the promise. */
  role: Role | null
  term: Explanation
  stops: { reason: StopReason; addedMs: number; at: Date }[]
  at: Date
}

/** Why the promise is when it is, and the next step of the ladder if one is awaited at another instant. */
export function explainDeadlines(ticket: Ticket, calendar: Calendar): DeadlineSum[] {
  const promise = explain(ticket, ticket.promise, null, calendar)
  const next = isOpen(ticket) ? ticket.ladder.find(({ level }) => level > ticket.level) : undefined
  if (next === undefined || next.at.getTime() === ticket.dueAt.getTime()) return [promise]
  return [promise, explain(ticket, next, next.role, calendar)]
}

function explain(ticket: Ticket, reckoned: Reckoning, role: Role | null, calendar: Calendar): DeadlineSum {
  const { rule, start, term, end } = reckoned
  const told = explainDeadline(start, term, calendar)
  // Holidays announced since then do not change what was promised; the days are told only where they still agree.
  const agrees = told.end.getTime() === end.getTime()
  const stops: DeadlineSum['stops'] = []
  let at = end
  for (const stop of stopsOf(ticket)) {
    const moved = afterStop(at, stop)
    stops.push({ reason: stop.reason, addedMs: moved.getTime() - at.getTime(), at: moved })
    at = moved
  }
  return {
    rule,
    role,
    term: agrees ? told : { ...told, lastDay: null, counted: 0, skipped: [], end },
    stops,
    at,
  }
}
