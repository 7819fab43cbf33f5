import { planDiscard } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 不是工单. */
export const discardTap = defineTap({
  on: 'card:discard',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => planDiscard(ticket, actor, now)),
})
