import type { Ticket } from '../domain/ticket/index.ts'
import type { Rules } from '../domain/rules.ts'
import { compare, type Difference } from './compare.ts'
import { findLacks } from './recorded.ts'
import { replay, type Replayed, type Span } from './replay.ts'
import { createTally, type Address, type Tally } from './tally.ts'

/** One of the two policies that are compared, with who would have got its messages. */
export interface Side {
  rules: Rules
  address: Address
}

/** What came of a rehearsal. */
export interface Rehearsal {
  today: Tally
  rehearsed: Tally
  /** Tickets that cannot be rehearsed, with the fields that they lack. */
  skipped: { number: string; lacks: string[] }[]
  /** Where today's policy does not reproduce what is on record; empty unless it was another policy's time, or the desk stood still. */
  differences: { number: string; found: Difference[] }[]
  /** What people did and could not do under the rehearsed policy. */
  impossible: { number: string; acts: Replayed['impossible'] }[]
}

/** Lives the tickets again under both policies, one at a time. */
export async function rehearse(
  tickets: AsyncIterable<Ticket>,
  sides: { today: Side; rehearsed: Side },
  isNight: (at: Date) => boolean,
  span: Span,
): Promise<Rehearsal> {
  const today = createTally(sides.today.address, isNight)
  const rehearsed = createTally(sides.rehearsed.address, isNight)
  const skipped: Rehearsal['skipped'] = []
  const differences: Rehearsal['differences'] = []
  const impossible: Rehearsal['impossible'] = []
  for await (const ticket of tickets) {
    const { number } = ticket
    const lacks = findLacks(ticket)
    if (lacks.length > 0) {
      skipped.push({ number, lacks })
      continue
    }
    const again = replay(ticket, sides.today.rules, span)
    today.add(again)
    const found = compare(ticket, again, span)
    if (found.length > 0) differences.push({ number, found })
    const other = replay(ticket, sides.rehearsed.rules, span)
    rehearsed.add(other)
    if (other.impossible.length > 0) impossible.push({ number, acts: other.impossible })
  }
  return { today: today.result(), rehearsed: rehearsed.result(), skipped, differences, impossible }
}
