import { planComplaint } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 投诉: the kind is corrected, the deadlines are reckoned anew (REC-4.4). */
export const complaintTap = defineTap({
  on: 'card:complaint',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => {
      const { policy, calendar } = tickets.rules(ticket.communityId)
      return planComplaint(ticket, actor, policy, calendar, now)
    }),
})
