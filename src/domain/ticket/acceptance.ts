import type { Change, MessageIntent } from '../record.ts'
import type { ClockedTicket, TicketClock } from './clock.ts'
import { laneOf, whoWorksOn } from './messages.ts'
import { dueReminders, nextReminderAt, remindersOf } from './pace.ts'
import { wasTransferred, type Ticket } from './ticket.ts'

/** After these a ticket that nobody has taken waits for somebody anew: each has brought fresh cards. */
const BEGINS_TO_WAIT = new Set([
  'received',
  'transferred',
  'complaint',
  'corrected',
  'sent_back',
  'handed_on',
  'reopened',
  'resumed',
])

/**
 * 无人接单: those who could take a waiting ticket are alarmed again with a fresh card, a few times, then the roles above
 * hear of it, one after the other (REC-4.5).
 */
export const acceptanceClock: TicketClock = {
  name: 'acceptance',
  next(ticket) {
    const wait = waitOf(ticket)
    return wait === undefined ? null : nextReminderAt(remindersOf(ticket).acceptance, wait.since, wait.taken)
  },
  run: (ticket, _rules, now) => planAlarm(ticket, now),
}

function planAlarm(ticket: Ticket, now: Date): Change<Ticket> | undefined {
  const wait = waitOf(ticket)
  if (wait === undefined) return undefined
  const due = dueReminders(remindersOf(ticket).acceptance, wait.since, wait.taken, now)
  if (due.length === 0) return undefined
  const roles = due.flatMap(({ role }) => (role === null ? [] : [role]))
  const messages: MessageIntent[] = roles.map((role) => ({
    send: 'unaccepted',
    to: { role },
    lane: laneOf(ticket, 'escalation'),
  }))
  if (roles.length < due.length) messages.unshift(...freshCards(ticket, now))
  const facts = { step: String(wait.taken + due.length), roles: roles.join(',') }
  return {
    set: {},
    entries: [{ at: now, type: 'unaccepted', by: 'clock', rule: 'REC-4.5', facts }],
    messages,
  }
}

function freshCards(ticket: Ticket, now: Date): MessageIntent[] {
  const kind = wasTransferred(ticket) ? 'assignment' : 'intake'
  return [
    { settle: ['intake', 'assignment'], say: 'alarmed_again', facts: { at: now.toISOString() } },
    { send: kind, to: whoWorksOn(ticket), lane: laneOf(ticket, 'task'), facts: { again: 'yes' } },
  ]
}

/** Since when the ticket waits to be taken and how many steps were taken since; `undefined` while it does not wait. */
function waitOf({
  status,
  assignee,
  stop,
  timeline,
}: ClockedTicket): { since: Date; taken: number } | undefined {
  if (status !== 'waiting' || assignee !== null || stop !== null) return undefined
  const begin = timeline.findLastIndex(({ type }) => BEGINS_TO_WAIT.has(type))
  const since = timeline[begin]?.at
  if (since === undefined) return undefined
  const last = timeline.slice(begin).findLast(({ type }) => type === 'unaccepted')
  return { since, taken: Number(last?.facts.step ?? 0) }
}
