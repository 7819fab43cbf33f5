import type { Change } from '../record.ts'
import type { ClockedTicket, TicketClock } from './clock.ts'
import { laneOf } from './messages.ts'
import type { Ticket } from './ticket.ts'

/** 临近时限: the assignee is warned once before the deadline (REC-4.6). */
export const warningClock: TicketClock = {
  name: 'warning',
  next: warnAt,
  run: (ticket, _rules, now) => planWarning(ticket, now),
}

function planWarning(ticket: Ticket, now: Date): Change<Ticket> | undefined {
  const at = warnAt(ticket)
  if (at === null || now < at || ticket.assignee === null) return undefined
  const facts = { dueAt: ticket.dueAt.toISOString() }
  return {
    set: {},
    entries: [{ at: now, type: 'warned', by: 'clock', rule: 'REC-4.6', facts }],
    // After a standstill the deadline itself may have passed; then the ladder speaks.
    messages:
      now < ticket.dueAt
        ? [
            {
              send: 'due_soon',
              to: { users: [ticket.assignee.userId] },
              lane: laneOf(ticket, 'reminder'),
              facts,
            },
          ]
        : [],
  }
}

/** Each deadline is warned of once, and only somebody who had the matter before: whoever takes it later sees the deadline on his card. */
function warnAt({ status, assignee, stop, dueAt, pace, timeline }: ClockedTicket): Date | null {
  if (status !== 'in_progress' || assignee === null || stop !== null || pace.warnBeforeMs === 0) return null
  const at = new Date(dueAt.getTime() - pace.warnBeforeMs)
  const taken = timeline.findLast(({ type }) => type === 'taken')
  if (taken !== undefined && taken.at >= at) return null
  const isWarned = timeline.some(
    ({ type, facts }) => type === 'warned' && facts.dueAt === dueAt.toISOString(),
  )
  return isWarned ? null : at
}
