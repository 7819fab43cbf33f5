import type { MessageIntent } from '../record.ts'
import type { Reporter, Ticket } from './ticket.ts'

/** The audience of what is told to the person who reported the matter. */
export function toReporter(
  reporter: Reporter,
): { users: string[] } | { owner: { externalUserId: string; openKfId: string } } {
  return 'owner' in reporter ? { owner: reporter.owner } : { users: [reporter.userId] }
}

/** A line to the reporter about his matter. */
export function tellReporter(
  ticket: Pick<Ticket, 'reception'>,
  what: string,
  facts: Record<string, string> = {},
): MessageIntent {
  return { send: what, to: toReporter(ticket.reception.reporter), lane: 'answer', facts }
}

/** Ends every card of the ticket that can still be tapped, saying who did what and when. */
export function settleAll(say: string, facts: Record<string, string>): MessageIntent {
  return { settle: 'all', say, facts }
}
