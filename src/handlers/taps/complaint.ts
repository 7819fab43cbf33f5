import { planKindCorrection } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 投诉: the kind is corrected, the deadlines are reckoned anew (REC-4.4). */
export const complaintTap = defineTap({
  on: 'card:complaint',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) =>
      planKindCorrection(ticket, actor, 'complaint', tickets.rules(ticket.communityId), now),
    ),
})
