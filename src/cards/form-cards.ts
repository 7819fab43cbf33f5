import { isOpen, type Ticket } from '../domain/ticket/index.ts'
import { sortOf } from '../texts/ticket-phrases.ts'
import type { TicketView } from '../texts/view.ts'
import { KIND_TITLES, KINDS, type Kind } from '../understanding/index.ts'
import { KIND_QUESTION } from './button-keys.ts'
import { buildCard, type ButtonCard } from './card.ts'
import { ticketContent } from './ticket-parts.ts'

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
