import { DEPARTMENT_QUESTION } from '../../cards/button-keys.ts'
import { DEPARTMENTS } from '../../domain/people.ts'
import { planTransfer } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 转部门, to the department chosen on the card; nothing chosen means the one that the card showed first (REC-4.6). */
export const transferTap = defineTap({
  on: 'card:transfer',
  run: ({ card, actor, eventId, now, selected }, { tickets, directory }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => {
      const chosen = selected[DEPARTMENT_QUESTION]?.[0] ?? ticket.department
      const department = DEPARTMENTS.find((key) => key === chosen)
      const known =
        department !== undefined && directory.department(ticket.communityId, department) !== undefined
      return known ? planTransfer(ticket, actor, department, now) : { refused: 'not_now' }
    }),
})
