import { isOpen } from '../domain/ticket/index.ts'
import { ageOf } from '../texts/ticket-phrases.ts'
import type { TicketView } from '../texts/view.ts'
import { ROLE_TITLES } from '../texts/words.ts'
import { buildCard, type ButtonCard } from './card.ts'
import { buildFollowUpForm } from './follow-up-cards.ts'
import { buildCorrectionForm, buildStopForm } from './form-cards.ts'
import { buildPhoneCard } from './phone-card.ts'
import {
  departmentSelection,
  menuOf,
  promiseRow,
  stopButton,
  stopLine,
  ticketContent,
  WHY,
} from './ticket-parts.ts'

/** A card that comes again because nobody has taken the matter. */
const again = ({ facts }: TicketView) => (facts.again === undefined ? '' : '再次提醒 · ')

type TicketCard = (view: TicketView) => ButtonCard | undefined

/** To the front desk on duty: a new matter to sort out (REC-4.4 to REC-4.6). */
const intake: TicketCard = (view) => {
  const { ticket } = view
  if (ticket.status !== 'waiting') return undefined
  const content = ticketContent(view, again(view) + (ticket.kind === 'complaint' ? '投诉待处理' : '待接单'))
  return buildCard({
    ...content,
    rows: [...content.rows, promiseRow(view)],
    body: stopLine(view) + ticket.reception.original,
    selection: departmentSelection(view),
    menu: menuOf(view),
    buttons: [
      ['接单', 1, 'card:take'],
      ['转部门', 2, 'card:transfer'],
      ...(ticket.kind === 'complaint' ? [] : [['投诉', 3, 'card:complaint'] as const]),
      ['不是工单', 4, 'card:discard'],
    ],
  })
}

/** To the department's head and members: a matter that was transferred to them (REC-4.6). */
const assignment: TicketCard = (view) => {
  if (view.ticket.status !== 'waiting') return undefined
  const content = ticketContent(view, again(view) + '转派待接单')
  return buildCard({
    ...content,
    rows: [...content.rows, promiseRow(view)],
    body: stopLine(view) + view.ticket.reception.original,
    menu: [WHY],
    buttons: [['接单', 1, 'card:take']],
  })
}

/** To the assignee: the matter in his hands. */
const work: TicketCard = (view) => {
  if (view.ticket.status !== 'in_progress') return undefined
  const content = ticketContent(view, '处理中')
  const sentBackBy = view.facts.sentBackBy
  const [stopText, stopKey] = stopButton(view.ticket)
  return buildCard({
    ...content,
    rows: [
      ...content.rows,
      sentBackBy === undefined ? promiseRow(view) : ['退回', `${sentBackBy} 请重新处理`],
    ],
    body: stopLine(view) + view.ticket.reception.original,
    selection: departmentSelection(view),
    menu: menuOf(view).filter(([, key]) => key !== stopKey),
    buttons: [
      ['完成', 1, 'card:finish'],
      ['记录进展', 2, 'card:note'],
      ['转部门', 3, 'card:transfer'],
      [stopText, 3, stopKey],
    ],
  })
}

/** To the front desk: the department says that it is done (REC-4.6). */
const confirm: TicketCard = (view) => {
  if (view.ticket.status !== 'done') return undefined
  const content = ticketContent(view, '待确认')
  return buildCard({
    ...content,
    rows: [...content.rows, ['处理人', view.ticket.assignee?.name ?? null]],
    body: `处理结果：${view.ticket.result ?? ''}`,
    buttons: [
      ['确认关闭', 1, 'card:confirm'],
      ['退回重办', 3, 'card:send-back'],
    ],
  })
}

/** To the role that responsibility has passed to: supervisor (REC-4.7), manager (REC-4.8). */
const overdue: TicketCard = (view) => {
  const { ticket } = view
  if (!isOpen(ticket)) return undefined
  const last = ticket.ladder.every(({ level }) => level <= ticket.level)
  const content = ticketContent(view, `超时 · 转${ROLE_TITLES[ticket.responsible]}`)
  return buildCard({
    ...content,
    rows: [['已受理', ageOf(view)], ['处理人', ticket.assignee?.name ?? '尚无人接单'], ...content.rows],
    body: stopLine(view) + ticket.reception.original,
    menu: menuOf(view),
    buttons: last
      ? [
          ['接手', 1, 'card:take'],
          ['催办', 2, 'card:remind'],
          ['关闭并说明原因', 4, 'card:close-unsolved'],
        ]
      : [
          ['接手', 1, 'card:take'],
          ['催办', 2, 'card:remind'],
          ['升级经理', 3, 'card:escalate'],
        ],
  })
}

/** To the roles above: a matter that nobody has taken although it was alarmed again (REC-4.5). */
const unaccepted: TicketCard = (view) => {
  const { ticket } = view
  if (ticket.status !== 'waiting') return undefined
  const content = ticketContent(view, '无人接单')
  return buildCard({
    ...content,
    red: true,
    rows: [['已受理', ageOf(view)], ...content.rows, promiseRow(view)],
    body: ticket.reception.original,
    selection: departmentSelection(view),
    buttons: [
      ['接单', 1, 'card:take'],
      ['催办', 2, 'card:remind'],
      ['转部门', 3, 'card:transfer'],
    ],
  })
}

/** The cards about a ticket, by kind of message; each is built from the ticket's present state or not at all. */
export const TICKET_CARDS: Readonly<Record<string, TicketCard>> = {
  intake,
  assignment,
  work,
  confirm,
  overdue,
  correction_form: buildCorrectionForm,
  stop_form: buildStopForm,
  follow_up_form: buildFollowUpForm,
  unaccepted,
  phone_task: buildPhoneCard,
}
