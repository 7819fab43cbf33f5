import { TICKET_TEXTS } from '../texts/ticket-texts.ts'
import type { TicketView } from '../texts/view.ts'
import { buildCard, type ButtonCard } from './card.ts'
import { ticketContent } from './ticket-parts.ts'

/** To the front desk: whom to ring up and what to say, because the owner cannot be written to (`wecom.md` 7.4). */
export function buildPhoneCard(view: TicketView): ButtonCard | undefined {
  const { ticket, facts } = view
  const words = TICKET_TEXTS[facts.what ?? '']?.(view)
  if (words === undefined) return undefined
  const { ownerName, phone } = ticket.reception
  const content = ticketContent(view, '请电话告知')
  return buildCard({
    ...content,
    title: `【请电话告知】${ownerName ?? '业主'} ${phone ?? '电话待查'}`,
    body: words,
    buttons: [['已告知', 1, 'card:told']],
  })
}
