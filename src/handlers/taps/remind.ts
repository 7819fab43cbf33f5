import { planReminder } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 催办. */
export const remindTap = defineTap({
  on: 'card:remind',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => planReminder(ticket, actor, now)),
})
