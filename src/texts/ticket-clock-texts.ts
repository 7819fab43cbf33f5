import { sayInstant, saySpan } from '../domain/calendar/index.ts'
import { idleSince, isOpen, type Ticket } from '../domain/ticket/index.ts'
import { ageOf, categoryOf, maskedPlaceOf, nameOfTicket } from './ticket-phrases.ts'
import type { TicketView } from './view.ts'
import { roleTitle } from './words.ts'

/**
 * What time brings about, in words. Held over the quiet hours, or for want of quota, each may have become untrue: then it
 * says nothing.
 */
export const CLOCK_TEXTS: Readonly<Record<string, (view: TicketView) => string | undefined>> = {
  overdue_told: ({ ticket, facts }) =>
    isAtLevel(ticket, facts)
      ? `【超时】${ticket.number} ${nameOfTicket(ticket)}已超过时限，现由${roleTitle(facts.role)}负责跟进，请继续抓紧处理。`
      : undefined,
  overdue_notice: (view) =>
    isAtLevel(view.ticket, view.facts)
      ? `【超时】${view.ticket.number} ${maskedPlaceOf(view.ticket)} ${categoryOf(view.ticket)}，已受理${ageOf(view)}仍未办结，现由${roleTitle(view.facts.role)}负责。`
      : undefined,
  idle_reminder: (view) => {
    const idle = idleSpan(view)
    return idle === undefined
      ? undefined
      : `【提醒】${view.ticket.number} ${nameOfTicket(view.ticket)}已${idle}没有进展，请在卡片上点“记录进展”或“完成”。`
  },
  idle_told: (view) => {
    const idle = idleSpan(view)
    return idle === undefined
      ? undefined
      : `【无进展】${view.ticket.number} ${nameOfTicket(view.ticket)}由${view.ticket.assignee?.name ?? ''}接单后已${idle}没有进展，多次提醒未果，请跟进。`
  },
  due_soon: ({ ticket, facts, now, timeZone }) =>
    ticket.status === 'in_progress' && facts.dueAt === ticket.dueAt.toISOString() && now < ticket.dueAt
      ? `【临近时限】${ticket.number} ${nameOfTicket(ticket)}须在 ${sayInstant(ticket.dueAt, now, timeZone)} 前处理完。`
      : undefined,
}

/** Whether responsibility still lies where it was said to have passed; with nothing said about a level, whether it is open. */
function isAtLevel(ticket: Ticket, { level }: Record<string, string>): boolean {
  return isOpen(ticket) && (level === undefined || level === String(ticket.level))
}

/** How long the assignee has let it rest, while that is the rest which the message is about. */
function idleSpan({ ticket, facts, now }: TicketView): string | undefined {
  const since = idleSince(ticket)
  return since?.toISOString() === facts.since && since !== undefined
    ? saySpan(now.getTime() - since.getTime())
    : undefined
}
