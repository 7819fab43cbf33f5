import type { Change } from '../record.ts'
import type { Rules } from '../rules.ts'
import { acceptanceClock } from './acceptance.ts'
import type { ClockedTicket, TicketClock } from './clock.ts'
import { escalationClock } from './escalate.ts'
import { idleClock } from './idle.ts'
import { stopClock } from './stop.ts'
import type { Ticket } from './ticket.ts'
import { warningClock } from './warning.ts'

/** The clocks of a ticket; of several steps that fall due at the same instant, the one named first here comes first. */
export const CLOCKS: readonly TicketClock[] = [
  stopClock,
  escalationClock,
  acceptanceClock,
  idleClock,
  warningClock,
]

/** The instant at which the clock has to look at the ticket again: the earliest of its clocks, `null` when none runs. */
export function nextActionAt(ticket: ClockedTicket): Date | null {
  return stepsOf(ticket)[0]?.at ?? null
}

/** The ticket's earliest due step; of two at the same instant, the graver one. */
export function planDueStep(ticket: Ticket, rules: Rules, now: Date): Change<Ticket> | undefined {
  for (const { clock, at } of stepsOf(ticket)) {
    if (at > now) return undefined
    const change = clock.run(ticket, rules, now)
    if (change !== undefined) return change
  }
  return undefined
}

/** Sets right an instant at which no clock has anything to do, such as one that an older version of the desk left. */
export function planClockRepair(ticket: Ticket, now: Date): Change<Ticket> | undefined {
  if (nextActionAt(ticket)?.getTime() === ticket.nextActionAt?.getTime()) return undefined
  return {
    set: {},
    entries: [{ at: now, type: 'clock_repaired', by: 'clock', facts: {} }],
    messages: [],
  }
}

/** A change with the instant of the next step after it. */
export function withNextAction(ticket: Ticket, change: Change<Ticket>): Change<Ticket> {
  const after = { ...ticket, ...change.set, timeline: [...ticket.timeline, ...change.entries] }
  return { ...change, set: { ...change.set, nextActionAt: nextActionAt(after) } }
}

/** The awaited steps, earliest first; sorting is stable, so the order of the list decides between equal instants. */
function stepsOf(ticket: ClockedTicket): { clock: TicketClock; at: Date }[] {
  return CLOCKS.flatMap((clock) => {
    const at = clock.next(ticket)
    return at === null ? [] : [{ clock, at }]
  }).sort((a, b) => a.at.getTime() - b.at.getTime())
}
