import type { Actor, DepartmentKey } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import { settleAll } from './messages.ts'
import { isOfTheDesk, refuseUnlessOpen } from './rights.ts'
import type { Ticket } from './ticket.ts'

/** 转部门: the matter goes to the responsible department, whose people get their card; the front desk keeps track (REC-4.6). */
export function planTransfer(
  ticket: Ticket,
  actor: Actor,
  department: DepartmentKey,
  now: Date,
): Change<Ticket> | Refusal {
  const late = refuseUnlessOpen(ticket)
  if (late !== undefined) return late
  if (!isOfTheDesk(actor) && ticket.assignee?.userId !== actor.userId) return { refused: 'not_allowed' }
  const person = { userId: actor.userId, name: actor.name }
  return {
    set: { status: 'waiting', department, assignee: null },
    entries: [{ at: now, type: 'transferred', by: person, rule: 'REC-4.6', facts: { department } }],
    messages: [
      settleAll('transferred', { name: actor.name, at: now.toISOString(), department }),
      { send: 'assignment', to: { department }, lane: ticket.urgent ? 'danger' : 'task' },
      { send: 'transfer_notice', to: { group: 'notices' }, lane: 'task' },
    ],
  }
}
