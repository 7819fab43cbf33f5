import { planSendBack } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 退回重办. */
export const sendBackTap = defineTap({
  on: 'card:send-back',
  run: ({ card, actor, eventId, now }, { tickets, directory }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => {
      const worker = ticket.assignee
      const isHere = worker !== null && directory.formerMember(worker.userId) === undefined
      return planSendBack(ticket, actor, now, isHere ? worker : null)
    }),
})
