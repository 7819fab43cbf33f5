import type { Person } from '../people.ts'
import type { Change, MessageIntent } from '../record.ts'
import { offerAgain, settleAll } from './messages.ts'
import { isOpen, type Ticket } from './ticket.ts'

/**
 * 转交: the assignee has left, so the ticket waits again where it lay, with the department or the front desk; the
 * supervisor hears of it. What had risen on the ladder stays there. `undefined` when it is not (any more) in his hands.
 */
export function planHandOn(ticket: Ticket, leaver: Person, now: Date): Change<Ticket> | undefined {
  const { assignee, level, responsible } = ticket
  if (!isOpen(ticket) || assignee?.userId.toLowerCase() !== leaver.userId.toLowerCase()) return undefined
  const facts = { name: assignee.name, at: now.toISOString() }
  // The card of the role that answers for it now is ended with the others, and comes anew.
  const risen: MessageIntent[] =
    level === 0
      ? []
      : [
          {
            send: 'overdue',
            to: { role: responsible },
            lane: 'escalation',
            facts: { role: responsible, level: String(level) },
          },
        ]
  return {
    set: { status: 'waiting', assignee: null },
    entries: [{ at: now, type: 'handed_on', by: 'clock', facts: { name: assignee.name } }],
    messages: [
      settleAll('handed_on', facts),
      offerAgain(ticket),
      ...risen,
      { send: 'handed_on_told', to: { role: 'supervisor' }, lane: 'task', facts },
    ],
  }
}
