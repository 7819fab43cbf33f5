import { planEscalationByHand } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 升级经理 (REC-4.8). */
export const escalateTap = defineTap({
  on: 'card:escalate',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => planEscalationByHand(ticket, actor, now)),
})
