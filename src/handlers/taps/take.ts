import { planTake } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 接单, 接手. */
export const takeTap = defineTap({
  on: 'card:take',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => planTake(ticket, actor, now)),
})
