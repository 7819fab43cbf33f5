import { planConfirm } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 确认关闭 (REC-4.6). */
export const confirmTap = defineTap({
  on: 'card:confirm',
  run: ({ card, actor, eventId, now }, { tickets }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => planConfirm(ticket, actor, now)),
})
