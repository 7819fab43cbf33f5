import { sayInstant } from '../domain/calendar/index.ts'
import { missingFields, type Ticket } from '../domain/ticket/index.ts'
import { cutToChars } from './cut.ts'
import { categoryOf, maskedPlaceOf, nameOfTicket, sayMissing, sayUntil, sortTitle } from './ticket-phrases.ts'
import { sayTicket } from './ticket-summary.ts'
import { CLOCK_TEXTS } from './ticket-clock-texts.ts'
import type { TicketView } from './view.ts'
import { sayByPhone, sayHow, sayUnknownRoom } from './reception-texts.ts'
import { departmentTitle, stopTitle } from './words.ts'

const promise = ({ ticket, now, timeZone }: TicketView) => sayInstant(ticket.dueAt, now, timeZone)
/** A report that arrived after its own deadline is promised nothing that has passed. */
const promised = (view: TicketView) =>
  view.ticket.dueAt > view.now ? `最迟 ${promise(view)} 前处理` : '会尽快处理'
const asked = ({ facts }: TicketView) => sayMissing((facts.missing ?? '').split(','))
const resultOf = ({ result }: Ticket) => cutToChars(result ?? '', 300)
const example = '例如：3栋2单元501 张女士 138****0000'

/** What is said about a ticket in words, by kind of message; `undefined` when it has nothing true to say any more. */
export const TICKET_TEXTS: Readonly<Record<string, (view: TicketView) => string | undefined>> = {
  registered: (view) =>
    `已登记 ${view.ticket.number}${sayHow(view.ticket)}：${nameOfTicket(view.ticket)}，已通知前台，${promised(view)}。`,
  registered_ask: (view) => {
    const known = `已登记 ${view.ticket.number}${sayHow(view.ticket)}：${nameOfTicket(view.ticket)}，已通知前台。`
    // Told meanwhile: nothing is left to ask.
    if (missingFields(view.ticket.reception).length === 0) return known
    return `${known}\n${sayUnknownRoom(view.ticket)}请补充：${asked(view)}（${example}）。`
  },
  amended: ({ ticket }) => `已补充，谢谢。${ticket.number} 的登记已完整。`,
  amended_ask: (view) => `已补充，${sayUnknownRoom(view.ticket)}还差：${asked(view)}。`,
  tell_by_phone: (view) => sayByPhone(view, TICKET_TEXTS),
  attached: ({ ticket }) => `已收到，附在 ${ticket.number} 上。`,
  taken: ({ ticket, facts }) =>
    `${ticket.number} ${nameOfTicket(ticket)}已由${facts.name ?? '同事'}接单，正在处理。`,
  apology: ({ ticket, departments }) => {
    const department = departmentTitle(ticket.department, departments)
    return 'owner' in ticket.reception.reporter || 'web' in ticket.reception.reporter
      ? `非常抱歉给您带来不便，我们代表${department}向您致歉。${ticket.number} 已按投诉登记，会尽快给您答复。`
      : `${ticket.number} 已按投诉登记。请先代表${department}向业主致歉，我们会尽快答复。`
  },
  discarded: ({ ticket }) =>
    `${ticket.number} ${nameOfTicket(ticket)}经前台确认无需建单。如仍需处理，请再发一次。`,
  done: ({ ticket }) => `${ticket.number} ${nameOfTicket(ticket)}已处理完成：${resultOf(ticket)}。谢谢。`,
  closed_unsolved: ({ ticket }) =>
    `${ticket.number} ${nameOfTicket(ticket)}已由经理关闭，原因：${resultOf(ticket)}。`,
  taken_over: ({ ticket, facts }) =>
    `${ticket.number} ${nameOfTicket(ticket)}已由${facts.name ?? ''}接手，您无需再处理，谢谢。`,
  note_kept: ({ ticket }) => `已记录到 ${ticket.number}。`,
  closed_note: ({ ticket }) =>
    `${ticket.number} 已关闭，并已告知上报人。如需重开，请发送“重开 ${ticket.number} 原因”。`,
  done_note: ({ ticket }) => `${ticket.number} 处理结果已记录，前台确认后关闭。`,
  handed_on_told: ({ ticket, facts }) =>
    `【转交】${ticket.number} ${nameOfTicket(ticket)}原由${facts.name ?? '同事'}处理，因其离岗已转回待接单，请关注。`,
  reminded_note: ({ ticket }) => `已催办 ${ticket.number}。`,
  reminder: ({ ticket, facts }) =>
    `【催办】${ticket.number} ${nameOfTicket(ticket)}，${facts.name ?? ''}请您尽快处理。`,
  stopped: (view) => {
    const { ticket, facts } = view
    const told = `${ticket.number} ${nameOfTicket(ticket)}因${stopTitle(facts.reason)}暂停处理，预计 ${sayUntil(view)} 恢复，处理时限顺延至 ${promise(view)}。`
    return facts.reason === 'waiting_owner' && 'owner' in ticket.reception.reporter
      ? `${told}\n您方便时请直接回复，我们收到后马上继续。`
      : told
  },
  resumed: (view) =>
    `${view.ticket.number} ${nameOfTicket(view.ticket)}已继续处理，最迟 ${promise(view)} 前处理。`,
  owner_answered: ({ ticket, facts }) =>
    `【业主答复】${ticket.number} ${nameOfTicket(ticket)}：${cutToChars(facts.words ?? '', 300)}`,
  complaint_withdrawn: ({ ticket, facts }) =>
    `${ticket.number} ${nameOfTicket(ticket)}已由${facts.name ?? '前台'}更正为${sortTitle(facts.to)}，不再按投诉处理。`,
  promise_changed: (view) =>
    `${view.ticket.number} ${nameOfTicket(view.ticket)}的处理时限已更新：最迟 ${promise(view)} 前处理。`,
  reopened: (view) =>
    `${view.ticket.number} ${nameOfTicket(view.ticket)}已重新处理，最迟 ${promise(view)} 前处理，给您添麻烦了。`,
  reopened_note: ({ ticket }) => `${ticket.number} 已重开，并已告知上报人。`,
  complaint_notice: ({ ticket }) => `【投诉】${ticket.number} ${nameOfTicket(ticket)}已转为投诉，请关注。`,
  transfer_notice: ({ ticket, departments }) =>
    `【转派】${ticket.number} ${maskedPlaceOf(ticket)} ${categoryOf(ticket)}，请${departmentTitle(ticket.department, departments)}处理。`,
  ...CLOCK_TEXTS,
  summary: sayTicket,
  unreachable: ({ ticket, facts, nameOf }) => sayUnreachable(`${ticket.number} 的消息`, facts, nameOf),
}

/** For the managers' group: what did not arrive, and whom the desk could not reach with it. */
export function sayUnreachable(
  what: string,
  facts: Record<string, string>,
  nameOf: (userId: string) => string,
): string {
  const names = (facts.users ?? '')
    .split(',')
    .filter((userId) => userId !== '')
    .map(nameOf)
  return `【未送达】${what}未能送达${names.length === 0 ? '' : `：${names.join('、')}`}。请检查通讯录与应用可见范围，并当面通知。`
}
