import { sayInstant } from '../domain/calendar/index.ts'
import { isOpen } from '../domain/ticket/index.ts'
import { cutToChars } from './cut.ts'
import { matterOf, placeOf, sortOf } from './ticket-phrases.ts'
import type { TicketView } from './view.ts'
import { departmentTitle, STATUS_TITLES } from './words.ts'

const MATTER_CHARS = 100
const RESULT_CHARS = 200

/** The ticket in a few lines, for whoever asks but has no button to use; the owner only where `facts.owner` is `shown`. */
export function sayTicket({ ticket, facts, now, timeZone, departments }: TicketView): string {
  const { reception, assignee, result, closedAt } = ticket
  const owner = [reception.ownerName, reception.phone].filter((part) => part !== null).join(' ')
  const hands = assignee?.name ?? departmentTitle(ticket.department, departments)
  const rows: [name: string, value: string][] = [
    ['位置', cutToChars(placeOf(ticket), MATTER_CHARS)],
    ['事由', matterOf(ticket, MATTER_CHARS)],
    ['业主', facts.owner === 'shown' ? owner : ''],
    ['状态', `${STATUS_TITLES[ticket.status]}${isOpen(ticket) ? `（${hands}）` : ''}`],
    ['受理', sayInstant(reception.receivedAt, now, timeZone)],
    ['时限', isOpen(ticket) ? `${sayInstant(ticket.dueAt, now, timeZone)} 前` : ''],
    ['关闭', closedAt === null ? '' : sayInstant(closedAt, now, timeZone)],
    ['结果', cutToChars(result ?? '', RESULT_CHARS)],
  ]
  const lines = rows.filter(([, value]) => value !== '').map(([name, value]) => `${name}：${value}`)
  return [`${ticket.number} ${sortOf(ticket)}`, ...lines].join('\n')
}
