import type { Policy } from '../../config/policy.ts'
import type { Calendar } from '../calendar/index.ts'
import type { Actor } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import { settleAll, tellReporter } from './messages.ts'
import { planLadder } from './receive.ts'
import { isOfTheDesk, refuseUnlessOpen } from './rights.ts'
import type { Ticket } from './ticket.ts'

/**
 * 投诉: the matter is a complaint after all. The old and the new kind stand on the timeline, the deadlines are
 * reckoned anew (REC-4.4), the reporter hears an apology (CMP-3.1), the supervisor is told.
 */
export function planComplaint(
  ticket: Ticket,
  actor: Actor,
  policy: Policy,
  calendar: Calendar,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessDesk(actor)
  if (refusal !== undefined) return refusal
  if (ticket.kind === 'complaint') return { refused: 'not_now', facts: { event: 'complaint' } }
  const person = { userId: actor.userId, name: actor.name }
  const facts = { name: actor.name, at: now.toISOString() }
  return {
    set: { kind: 'complaint', ladder: planLadder(ticket.reception.receivedAt, policy, calendar) },
    entries: [
      {
        at: now,
        type: 'complaint',
        by: person,
        rule: 'REC-4.4',
        facts: { from: ticket.kind, to: 'complaint' },
      },
    ],
    messages: [
      settleAll('complaint', facts),
      ticket.assignee === null
        ? { send: 'intake', to: { role: 'front_desk' }, lane: 'task' }
        : { send: 'work', to: { users: [ticket.assignee.userId] }, lane: 'task' },
      { send: 'complaint_notice', to: { role: 'supervisor' }, lane: 'escalation' },
      tellReporter(ticket, 'apology', facts),
    ],
  }
}

/** 不是工单: nothing is to be done; only a ticket that nobody works on can leave this way. */
export function planDiscard(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessDesk(actor)
  if (refusal !== undefined) return refusal
  if (ticket.assignee !== null)
    return { refused: 'not_now', facts: { event: 'taken', by: ticket.assignee.name } }
  const person = { userId: actor.userId, name: actor.name }
  const facts = { name: actor.name, at: now.toISOString() }
  return {
    set: { status: 'discarded', closedAt: now },
    entries: [{ at: now, type: 'discarded', by: person, facts: {} }],
    messages: [settleAll('discarded', facts), tellReporter(ticket, 'discarded', facts)],
  }
}

function refuseUnlessDesk(actor: Actor): Refusal | undefined {
  return isOfTheDesk(actor) ? undefined : { refused: 'not_allowed' }
}
