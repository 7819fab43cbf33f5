import { sayInstant } from '../domain/calendar/index.ts'
import { missingFields, type Ticket } from '../domain/ticket/index.ts'
import { matterOf, placeOf, reporterOf, sayMissing, sortOf } from '../texts/ticket-phrases.ts'
import { cutToChars } from '../texts/cut.ts'
import type { TicketView } from '../texts/view.ts'
import { STOP_TITLES } from '../texts/words.ts'
import { DEPARTMENT_QUESTION, type ButtonKey } from './button-keys.ts'
import type { ButtonCard, CardContent } from './card.ts'

const OPTIONS = 10
const OPTION_CHARS = 16
const TITLE_CHARS = 36

/** Head and rows that every card of a ticket shares: who, where, what, until when (REC-4.2). */
export function ticketContent(view: TicketView, state: string): Omit<CardContent, 'buttons'> {
  const { ticket, communityName, now, timeZone } = view
  const { reception } = ticket
  const missing = missingFields(reception)
  return {
    source: `${communityName} · ${state}`,
    red: ticket.urgent || ticket.level > 0,
    title: `${ticket.urgent ? '【紧急】' : ''}${matterOf(ticket, TITLE_CHARS)}`,
    desc: `${ticket.number} · ${sortOf(ticket)}`,
    rows: [
      ['位置', reception.roomUnknown === true ? `${placeOf(ticket)}（无此房号）` : placeOf(ticket)],
      ['业主', [reception.ownerName, reception.phone].filter((part) => part !== null).join(' ')],
      ['上报', `${reporterOf(ticket)} ${sayInstant(reception.receivedAt, now, timeZone)}`],
      ['待补充', missing.length === 0 ? null : sayMissing(missing)],
      ['附件', reception.attachments.length === 0 ? null : `${String(reception.attachments.length)} 个`],
    ],
  }
}

/** The list of departments to choose from, the one that the category names chosen already. */
export function departmentSelection({ ticket, departments }: TicketView): ButtonCard['button_selection'] {
  const [first] = departments
  if (first === undefined) return undefined
  const proposed = departments.find(({ key }) => key === ticket.department) ?? first
  return {
    question_key: DEPARTMENT_QUESTION,
    title: '转交部门',
    selected_id: proposed.key,
    option_list: departments
      .slice(0, OPTIONS)
      .map(({ key, title }) => ({ id: key, text: cutToChars(title, OPTION_CHARS) })),
  }
}

/** 为什么这个时间？, on every card that shows a deadline. */
export const WHY = ['为什么这个时间？', 'card:why'] as const

/** What is behind a ticket card's three dots. */
export function menuOf({ ticket }: TicketView): NonNullable<CardContent['menu']> {
  return [WHY, ['更正类别', 'card:correct'], stopButton(ticket)]
}

/** 暂停计时, or 恢复计时 while the clock stands still. */
export function stopButton({ stop }: Pick<Ticket, 'stop'>): readonly [text: string, key: ButtonKey] {
  return stop === null ? ['暂停计时', 'card:stop'] : ['恢复计时', 'card:resume']
}

/** That the clock stands still, why and until when; nothing while it runs. */
export function stopLine({ ticket: { stop }, now, timeZone }: TicketView): string {
  if (stop === null) return ''
  return `【已暂停】${STOP_TITLES[stop.reason]}，${sayInstant(stop.until, now, timeZone)} 恢复。\n`
}

/** The row with the promise in force. */
export function promiseRow({ ticket, now, timeZone }: TicketView): [string, string] {
  return ['时限', `${sayInstant(ticket.dueAt, now, timeZone)} 前`]
}
