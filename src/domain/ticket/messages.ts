import type { Audience, Doer, Lane, MessageIntent } from '../record.ts'
import { wasTransferred, type Reporter, type Ticket } from './ticket.ts'

/** The audience of what is told to the person who reported the matter; for somebody on a website, who rings him up. */
export function toReporter(reporter: Reporter): Audience {
  if ('owner' in reporter) return { owner: reporter.owner }
  return 'web' in reporter ? { role: 'front_desk' } : { users: [reporter.userId] }
}

/** The reporter as the timeline names him. */
export function doerOf(reporter: Reporter): Doer {
  if ('owner' in reporter) return { owner: reporter.owner.externalUserId }
  return 'web' in reporter ? { owner: reporter.web.name } : { userId: reporter.userId, name: reporter.name }
}

/** A line to the reporter about his matter; the front desk rings up whom nobody can write to. */
export function tellReporter(
  ticket: Pick<Ticket, 'reception'>,
  what: string,
  facts: Record<string, string> = {},
): MessageIntent {
  const { reporter } = ticket.reception
  const to = toReporter(reporter)
  if ('web' in reporter) return { send: 'tell_by_phone', to, lane: 'task', facts: { ...facts, what } }
  return { send: what, to, lane: 'answer', facts }
}

/** Ends every card of the ticket that can still be tapped, saying who did what and when. */
export function settleAll(say: string, facts: Record<string, string>): MessageIntent {
  return { settle: 'all', say, facts }
}

/** The lane of what the clock has to say about the ticket: of an urgent one it is danger, which no quiet hours hold. */
export function laneOf(ticket: Pick<Ticket, 'urgent'>, usual: Lane): Lane {
  return ticket.urgent ? 'danger' : usual
}

/** Those who are to act now: the assignee, else those who could take it. */
export function whoWorksOn(ticket: Ticket): Audience {
  if (ticket.assignee !== null) return { users: [ticket.assignee.userId] }
  return wasTransferred(ticket) && ticket.department !== null
    ? { department: ticket.department }
    : { role: 'front_desk' }
}
