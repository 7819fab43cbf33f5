import type { Policy } from '../../config/policy.ts'
import { deadlineAfter, type Calendar, type Term } from '../calendar/index.ts'
import type { Reckoning, Stop, Ticket } from './ticket.ts'

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

/** All stops since the deadlines were reckoned, the running one last, with its stated end. */
export function stopsOf({ stops, stop }: Pick<Ticket, 'stops' | 'stop'>): Stop[] {
  return stop === null ? stops : [...stops, stop]
}

/** Where an instant comes to lie: what was left of it when the clock stopped is left when the clock goes on. */
export function afterStop(at: Date, { since, until }: Pick<Stop, 'since' | 'until'>): Date {
  return new Date(until.getTime() + Math.max(0, at.getTime() - since.getTime()))
}

/** Promise and ladder in force under these stops; steps that were reached keep their instants. */
export function underStops(
  { promise, ladder, level }: Pick<Ticket, 'promise' | 'ladder' | 'level'>,
  stops: readonly Stop[],
): Pick<Ticket, 'dueAt' | 'ladder'> {
  return {
    dueAt: stops.reduce(afterStop, promise.end),
    ladder: ladder.map((step) =>
      step.level <= level ? step : { ...step, at: stops.reduce(afterStop, step.end) },
    ),
  }
}
