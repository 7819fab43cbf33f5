import type { Person } from '../people.ts'
import type { Change } from '../record.ts'
import { settleAll } from './messages.ts'
import { presentCards } from './present-cards.ts'
import { isOpen, type Ticket } from './ticket.ts'

/**
 * 转交: the assignee has left, so the ticket waits again where it lay, with the department or the front desk; the
 * supervisor hears of it. What had risen on the ladder stays there. `undefined` when it is not (any more) in his hands.
 */
export function planHandOn(ticket: Ticket, leaver: Person, now: Date): Change<Ticket> | undefined {
  const { assignee } = ticket
  if (!isOpen(ticket) || assignee?.userId.toLowerCase() !== leaver.userId.toLowerCase()) return undefined
  const facts = { name: assignee.name, at: now.toISOString() }
  const set = { status: 'waiting' as const, assignee: null }
  return {
    set,
    entries: [{ at: now, type: 'handed_on', by: 'clock', facts: { name: assignee.name } }],
    messages: [
      settleAll('handed_on', facts),
      ...presentCards({ ...ticket, ...set }),
      { send: 'handed_on_told', to: { role: 'supervisor' }, lane: 'task', facts },
    ],
  }
}
