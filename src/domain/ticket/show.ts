import type { Actor } from '../people.ts'
import type { MessageIntent, Refusal } from '../record.ts'
import { isOfTheDesk, mayWorkOn } from './rights.ts'
import type { Ticket } from './ticket.ts'

/** Whether the member may see that the ticket exists: who may work on it, who has it in hand, who reported it. */
export function canSee(ticket: Ticket, actor: Actor): boolean {
  const { reporter } = ticket.reception
  return (
    mayWorkOn(ticket, actor) ||
    isAssignee(ticket, actor) ||
    ('userId' in reporter && isSame(reporter.userId, actor.userId))
  )
}

/** Whether he may read the owner's name and phone as well: who only reported it may not. */
export function canSeeOwner(ticket: Ticket, actor: Actor): boolean {
  return mayWorkOn(ticket, actor) || isAssignee(ticket, actor)
}

/** A fresh card of the ticket for whoever asks: with the buttons that he can use now, else in words. */
export function planShow(ticket: Ticket, actor: Actor): Extract<MessageIntent, { send: string }> | Refusal {
  if (!canSee(ticket, actor)) return { refused: 'not_allowed' }
  return {
    ...cardFor(ticket, actor),
    to: { users: [actor.userId] },
    lane: 'answer',
    facts: { owner: canSeeOwner(ticket, actor) ? 'shown' : 'hidden' },
  }
}

function cardFor(ticket: Ticket, actor: Actor): { send: string } {
  if (!mayWorkOn(ticket, actor)) return { send: 'summary' }
  const ofTheDesk = isOfTheDesk(actor)
  switch (ticket.status) {
    case 'waiting':
      return { send: ofTheDesk ? 'intake' : 'assignment' }
    case 'in_progress':
      return { send: mayTakeOver(ticket, actor) ? 'overdue' : 'work' }
    case 'done':
      return { send: ofTheDesk ? 'confirm' : 'summary' }
    case 'closed':
    case 'discarded':
      return { send: 'summary' }
  }
}

function mayTakeOver(ticket: Ticket, actor: Actor): boolean {
  return ticket.level > 0 && actor.roles.includes(ticket.responsible) && !isAssignee(ticket, actor)
}

function isAssignee({ assignee }: Ticket, { userId }: Actor): boolean {
  return assignee !== null && isSame(assignee.userId, userId)
}

/** The platform compares user ids without regard to case (`wecom.md` 4.1). */
function isSame(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
