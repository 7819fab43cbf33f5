import type { Change, MessageIntent } from '../record.ts'
import type { ClockedTicket, TicketClock } from './clock.ts'
import { laneOf } from './messages.ts'
import { dueReminders, nextReminderAt, remindersOf } from './pace.ts'
import type { Ticket } from './ticket.ts'

/** After these the assignee has the matter in his hands anew, whoever did them. */
const BEGINS_TO_WORK = new Set(['taken', 'sent_back', 'reopened', 'resumed'])

/** 接单后无进展: the assignee is reminded a few times, then the roles above hear of it (REC-4.6). */
export const idleClock: TicketClock = {
  name: 'idle',
  next(ticket) {
    const rest = restOf(ticket)
    return rest === undefined ? null : nextReminderAt(remindersOf(ticket).idle, rest.since, rest.taken)
  },
  run: (ticket, _rules, now) => planIdleReminder(ticket, now),
}

function planIdleReminder(ticket: Ticket, now: Date): Change<Ticket> | undefined {
  const rest = restOf(ticket)
  if (rest === undefined || ticket.assignee === null) return undefined
  const due = dueReminders(remindersOf(ticket).idle, rest.since, rest.taken, now)
  if (due.length === 0) return undefined
  const since = { since: rest.since.toISOString() }
  const roles = due.flatMap(({ role }) => (role === null ? [] : [role]))
  const messages: MessageIntent[] = roles.map((role) => ({
    send: 'idle_told',
    to: { role },
    lane: laneOf(ticket, 'escalation'),
    facts: since,
  }))
  if (roles.length < due.length)
    messages.unshift({
      send: 'idle_reminder',
      to: { users: [ticket.assignee.userId] },
      lane: laneOf(ticket, 'reminder'),
      facts: since,
    })
  const facts = { step: String(rest.taken + due.length), roles: roles.join(',') }
  return {
    set: {},
    entries: [{ at: now, type: 'idle', by: 'clock', rule: 'REC-4.6', facts }],
    messages,
  }
}

/** Since when the assignee has done nothing with the ticket; `undefined` while it is not in anybody's hands. */
export function idleSince(ticket: ClockedTicket): Date | undefined {
  return restOf(ticket)?.since
}

function restOf({
  status,
  assignee,
  stop,
  timeline,
}: ClockedTicket): { since: Date; taken: number } | undefined {
  if (status !== 'in_progress' || assignee === null || stop !== null) return undefined
  const begin = timeline.findLastIndex(
    ({ type, by }) =>
      BEGINS_TO_WORK.has(type) || (by !== 'clock' && 'userId' in by && by.userId === assignee.userId),
  )
  const since = timeline[begin]?.at
  if (since === undefined) return undefined
  const last = timeline.slice(begin).findLast(({ type }) => type === 'idle')
  return { since, taken: Number(last?.facts.step ?? 0) }
}
