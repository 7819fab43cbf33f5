import { planSendBack } from '../../domain/ticket/index.ts'
import { workerOf } from '../desk.ts'
import { defineTap } from '../tap.ts'

/** 退回重办. */
export const sendBackTap = defineTap({
  on: 'card:send-back',
  run: ({ card, actor, eventId, now }, { tickets, directory }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) =>
      planSendBack(ticket, actor, now, workerOf(ticket, directory)),
    ),
})
