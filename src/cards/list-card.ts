import { sayInstant } from '../domain/calendar/index.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import { listTitle, listPlace } from '../texts/list-texts.ts'
import { matterOf, placeOf } from '../texts/ticket-phrases.ts'
import type { ListView } from '../texts/view.ts'
import { STATUS_TITLES } from '../texts/words.ts'
import { OPEN_KEYS } from './button-keys.ts'
import { buildCard, type ButtonCard } from './card.ts'

const BUTTON_CHARS = 10

/** A page of a list of tickets: a row and a button for each, which opens its card, and 更多 when there are more. */
export function buildListCard(view: ListView): ButtonCard | undefined {
  const { tickets, list, now, timeZone } = view
  if (tickets.length === 0) return undefined
  const isLast = list.from + OPEN_KEYS.length >= list.ids.length
  return buildCard({
    source: view.communityName,
    title: list.title,
    desc: listTitle(list, tickets.length),
    rows: tickets.map((ticket, index) => [
      `${String(index + 1)} ${STATUS_TITLES[ticket.status]}`,
      [
        list.namesCommunity ? listPlace(view, ticket) : '',
        sayInstant(ticket.reception.receivedAt, now, timeZone).split(' ')[0] ?? '',
        placeOf(ticket),
        matterOf(ticket, BUTTON_CHARS),
      ]
        .filter((part) => part !== '')
        .join(' '),
    ]),
    buttons: [
      ...tickets.flatMap((ticket, index) => {
        const key = OPEN_KEYS[index]
        return key === undefined ? [] : [[nameOf(ticket, index), 2, key] as const]
      }),
      ...(isLast ? [] : [['更多', 1, 'card:more'] as const]),
    ],
  })
}

function nameOf(ticket: Ticket, index: number): string {
  const number = `${String(index + 1)} `
  return number + matterOf(ticket, BUTTON_CHARS - number.length)
}
