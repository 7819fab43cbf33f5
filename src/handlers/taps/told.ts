import { planToldByPhone } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 已告知: the owner was rung up. */
export const toldTap = defineTap({
  on: 'card:told',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) =>
      planToldByPhone(ticket, actor, card.facts, now),
    ),
})
