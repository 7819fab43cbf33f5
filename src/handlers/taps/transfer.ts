import { DEPARTMENT_QUESTION } from '../../cards/button-keys.ts'
import { planTransfer } from '../../domain/ticket/index.ts'
import { defineTap } from '../tap.ts'

/** 转部门, to the department chosen on the card; nothing chosen means the one that the card showed first (REC-4.6). */
export const transferTap = defineTap({
  on: 'card:transfer',
  run: ({ card, actor, eventId, now, selected }, { tickets, directory }) =>
    tickets.change(card.subject.id, eventId, now, (ticket) => {
      const offered = directory.departments(ticket.communityId)
      const chosen = selected[DEPARTMENT_QUESTION]?.[0]
      const shownFirst = offered.find(({ key }) => key === ticket.department) ?? offered[0]
      const department = chosen === undefined ? shownFirst : offered.find(({ key }) => key === chosen)
      return department === undefined
        ? { refused: 'not_now' }
        : planTransfer(ticket, actor, department.key, now)
    }),
})
