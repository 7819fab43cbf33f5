import type { Entry } from '../domain/record.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import type { Replayed, Span } from './replay.ts'
import { isMadeByClock } from './recorded.ts'

/** Where a life under today's policy is not the one on record. */
export interface Difference {
  what: 'recorded_only' | 'rehearsed_only' | 'not_repeated'
  at: Date
  type: string
  detail: string
}

type Told = Omit<Entry, 'eventId'>

/**
 * What the clocks did on record and what they do in the rehearsal: the same steps with the same facts (level, roles,
 * deadline), at most one tick apart; and every act could be repeated. Empty when history was reproduced.
 */
export function compare(recorded: Pick<Ticket, 'timeline'>, replayed: Replayed, span: Span): Difference[] {
  const isStep = (entry: Entry) => isMadeByClock(entry) && entry.at <= span.end
  const left: Told[] = replayed.ticket.timeline.filter(isStep)
  const differences: Difference[] = []
  for (const entry of recorded.timeline.filter(isStep)) {
    const same = left.findIndex((other) => isSame(entry, other, span.tickMs))
    if (same === -1) differences.push(tell('recorded_only', entry))
    else left.splice(same, 1)
  }
  differences.push(...left.map((entry) => tell('rehearsed_only', entry)))
  for (const { at, type, refused } of replayed.impossible)
    differences.push({ what: 'not_repeated', at, type, detail: refused })
  return differences.sort((a, b) => a.at.getTime() - b.at.getTime())
}

function isSame(one: Told, other: Told, tickMs: number): boolean {
  const apart = Math.abs(one.at.getTime() - other.at.getTime())
  return one.type === other.type && apart <= tickMs && sayFacts(one) === sayFacts(other)
}

function tell(what: Difference['what'], entry: Told): Difference {
  return { what, at: entry.at, type: entry.type, detail: sayFacts(entry) }
}

function sayFacts({ facts }: Told): string {
  return Object.entries(facts)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join(' ')
}
