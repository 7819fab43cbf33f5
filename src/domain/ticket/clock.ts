import type { Change, Entry } from '../record.ts'
import type { Rules } from '../rules.ts'
import type { Ticket, TicketDraft } from './ticket.ts'

/** A ticket as its clocks see it: also one that is not stored yet, or as a change is about to leave it. */
export type ClockedTicket = Omit<TicketDraft, 'nextActionAt'> & {
  timeline: readonly Omit<Entry, 'eventId'>[]
}

/** One thing that time brings about for a ticket (decision 6); each stands in the list of `clocks.ts`. */
export interface TicketClock {
  /** For log lines. */
  name: string
  /** The instant of the next step as the ticket stands, `null` when none is awaited; never an instant whose step was done. */
  next(ticket: ClockedTicket): Date | null
  /** What the due step changes; it must move `next` on, or the step would be run again and again. */
  run(ticket: Ticket, rules: Rules, now: Date): Change<Ticket> | undefined
}
