import type { Actor } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import { settleAll, tellReporter } from './messages.ts'
import { isOfTheDesk, refuseUnlessOpen } from './rights.ts'
import { endOfStop } from './stop.ts'
import type { Ticket } from './ticket.ts'

/** 不是工单: nothing is to be done; only a ticket that nobody works on can leave this way. */
export function planDiscard(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessDesk(actor)
  if (refusal !== undefined) return refusal
  if (ticket.assignee !== null)
    return { refused: 'not_now', facts: { event: 'taken', by: ticket.assignee.name } }
  const person = { userId: actor.userId, name: actor.name }
  const facts = { name: actor.name, at: now.toISOString() }
  return {
    set: { status: 'discarded', closedAt: now, ...endOfStop(ticket, now) },
    entries: [{ at: now, type: 'discarded', by: person, facts: {} }],
    messages: [settleAll('discarded', facts), tellReporter(ticket, 'discarded', facts)],
  }
}

function refuseUnlessDesk(actor: Actor): Refusal | undefined {
  return isOfTheDesk(actor) ? undefined : { refused: 'not_allowed' }
}
