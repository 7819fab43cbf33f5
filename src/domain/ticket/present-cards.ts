import type { MessageIntent } from '../record.ts'
import { wasTransferred, type Ticket } from './ticket.ts'

/** The cards that those who have an open ticket in hand hold, after a change that ended the old ones. */
export function presentCards(ticket: Ticket): MessageIntent[] {
  const lane = ticket.urgent ? 'danger' : 'task'
  const mine: MessageIntent =
    ticket.status === 'in_progress' && ticket.assignee !== null
      ? { send: 'work', to: { users: [ticket.assignee.userId] }, lane }
      : wasTransferred(ticket) && ticket.department !== null
        ? { send: 'assignment', to: { department: ticket.department }, lane }
        : { send: 'intake', to: { role: 'front_desk' }, lane }
  return ticket.level === 0 ? [mine] : [mine, { send: 'overdue', to: { role: ticket.responsible }, lane }]
}
