import type { Actor, Role } from '../people.ts'
import type { Refusal } from '../record.ts'
import { isOpen, type Ticket } from './ticket.ts'

const CHAIN: readonly Role[] = ['front_desk', 'supervisor', 'manager']

/** Whether the actor holds one of the roles that answer for reception: front desk, supervisor, manager. */
export function isOfTheDesk(actor: Actor): boolean {
  return CHAIN.some((role) => actor.roles.includes(role))
}

/** Whether the actor may work on the ticket: the desk's roles, or a member of the department it lies with. */
export function mayWorkOn(ticket: Ticket, actor: Actor): boolean {
  return isOfTheDesk(actor) || (ticket.department !== null && actor.departments.includes(ticket.department))
}

/** Refuses what comes too late: a ticket that is done, closed or discarded says so, with who and when. */
export function refuseUnlessOpen(ticket: Ticket): Refusal | undefined {
  return isOpen(ticket) ? undefined : { refused: 'already_over', facts: lastWord(ticket) }
}

/** What happened last to the ticket, for an answer to a tap that comes too late. */
export function lastWord(ticket: Ticket): Record<string, string> {
  const last = ticket.timeline.findLast((entry) => TURNS.has(entry.type))
  if (last === undefined) return {}
  const by = last.by === 'clock' || 'owner' in last.by ? '' : last.by.name
  return { event: last.type, by, at: last.at.toISOString(), ...last.facts }
}

/** The entries that decide what can still be done with a card; notes and reminders do not. */
const TURNS = new Set([
  'taken',
  'transferred',
  'complaint',
  'done',
  'sent_back',
  'closed',
  'closed_unsolved',
  'discarded',
  'reopened',
  'escalated',
  'handed_on',
])
