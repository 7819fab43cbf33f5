import type { Actor } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import { settleAll, tellReporter } from './messages.ts'
import { lastWord, mayWorkOn, refuseUnlessOpen } from './rights.ts'
import type { Ticket } from './ticket.ts'

/** 接单 and 接手: the actor becomes the assignee; of several takers exactly one wins (REC-4.5). */
export function planTake(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const late = refuseUnlessOpen(ticket)
  if (late !== undefined) return late
  if (!mayWorkOn(ticket, actor)) return { refused: 'not_allowed' }
  const assigned = ticket.assignee
  if (assigned !== null && (assigned.userId === actor.userId || !outranks(ticket, actor))) {
    return { refused: 'already_taken', facts: lastWord(ticket) }
  }
  const person = { userId: actor.userId, name: actor.name }
  const facts = { name: actor.name, at: now.toISOString() }
  return {
    set: { status: 'in_progress', assignee: person },
    entries: [
      { at: now, type: 'taken', by: person, facts: assigned === null ? {} : { from: assigned.name } },
    ],
    messages: [
      settleAll('taken', facts),
      { send: 'work', to: { users: [actor.userId] }, lane: 'answer' },
      ...(assigned === null
        ? []
        : [{ send: 'taken_over', to: { users: [assigned.userId] }, lane: 'task' as const, facts }]),
      tellReporter(ticket, 'taken', facts),
    ],
  }
}

/** A ticket that was taken can be taken over only by the role to which responsibility has risen (REC-4.7, REC-4.8). */
function outranks(ticket: Ticket, actor: Actor): boolean {
  return ticket.level > 0 && actor.roles.includes(ticket.responsible)
}
