import { saySpan, spanMs, spanProblem } from '../domain/calendar/index.ts'
import { isOpen, STOP_REASONS, type Ticket } from '../domain/ticket/index.ts'
import { sortOf } from '../texts/ticket-phrases.ts'
import type { TicketView } from '../texts/view.ts'
import { KIND_TITLES, KINDS, type Kind } from '../understanding/index.ts'
import { STOP_TITLES } from '../texts/words.ts'
import { KIND_QUESTION, STOP_QUESTION } from './button-keys.ts'
import { buildCard, type ButtonCard } from './card.ts'
import { promiseRow, ticketContent, WHY } from './ticket-parts.ts'

/** The kind that the correction card shows first, which is also meant when a tap brings no choice. */
export function proposedKind({ kind }: Pick<Ticket, 'kind'>): Kind {
  return kind === 'repair' ? 'complaint' : 'repair'
}

/** To whoever tapped 更正类别: which kind it really is (REC-4.4); the category is corrected by words. */
export function buildCorrectionForm(view: TicketView): ButtonCard | undefined {
  const { ticket } = view
  if (!isOpen(ticket)) return undefined
  const content = ticketContent(view, '更正类别')
  return buildCard({
    ...content,
    rows: [['现为', sortOf(ticket)], ...content.rows],
    body: `如需更正分类（决定责任部门），请发送“${ticket.number} 改为 分类名称”，例如“改为 公共照明”。`,
    selection: {
      question_key: KIND_QUESTION,
      title: '正确的类别',
      selected_id: proposedKind(ticket),
      option_list: KINDS.filter((kind) => kind !== ticket.kind).map((kind) => ({
        id: kind,
        text: KIND_TITLES[kind],
      })),
    },
    buttons: [['确定更正', 1, 'card:correct-kind']],
  })
}

/** To whoever tapped 暂停计时: one button for each reason, the spans of the policy (`facts`) to choose from. */
export function buildStopForm(view: TicketView): ButtonCard | undefined {
  const { ticket, facts } = view
  const spans = (facts.choices ?? '').split(',').filter((span) => spanProblem(span) === undefined)
  const [first] = spans
  if (!isOpen(ticket) || ticket.stop !== null || first === undefined) return undefined
  const content = ticketContent(view, '暂停计时')
  const limits = STOP_REASONS.flatMap((reason) => {
    const most = facts[reason]
    return most === undefined ? [] : [`${STOP_TITLES[reason]}最长${saySpan(spanMs(most))}`]
  })
  return buildCard({
    ...content,
    rows: [promiseRow(view), ...content.rows],
    body: `请选择暂停多久，再点原因。${limits.join('，')}。到时自动恢复，新的时限会告知上报人。`,
    selection: {
      question_key: STOP_QUESTION,
      title: '暂停多久',
      selected_id: first,
      option_list: spans.map((span) => ({ id: span, text: saySpan(spanMs(span)) })),
    },
    menu: [WHY],
    buttons: [
      [STOP_TITLES.waiting_owner, 1, 'card:stop-owner'],
      [STOP_TITLES.waiting_parts, 2, 'card:stop-parts'],
      [STOP_TITLES.waiting_contractor, 2, 'card:stop-contractor'],
    ],
  })
}
