import { addSpan } from '../calendar/index.ts'
import type { Actor, Person } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import type { Rules } from '../rules.ts'
import { planDeadlines } from './deadlines.ts'
import { settleAll, tellReporter } from './messages.ts'
import { presentCards } from './present-cards.ts'
import { isOfTheDesk, lastWord } from './rights.ts'
import { isOpen, type Ticket } from './ticket.ts'

/**
 * 重开: what was done or closed is not over after all. It goes back to the `worker` who had it in hand, if he is
 * still there; promise and ladder are
 * reckoned from now, the first promise stays on record, and the reason stands on the timeline.
 */
export function planReopen(
  ticket: Ticket,
  actor: Actor,
  reason: string,
  { policy, calendar }: Rules,
  now: Date,
  worker: Person | null = ticket.assignee,
): Change<Ticket> | Refusal {
  if (isOpen(ticket) || ticket.status === 'discarded') return { refused: 'not_now', facts: lastWord(ticket) }
  if (!isOfTheDesk(actor)) return { refused: 'not_allowed' }
  if (reason.trim() === '') return { refused: 'reason_missing' }
  const over = ticket.closedAt ?? ticket.timeline.findLast(({ type }) => type === 'done')?.at
  if (over !== undefined && now > addSpan(over, policy['REC-4.6'].reopenWithin))
    return { refused: 'too_late' }
  const set = {
    status: worker === null ? ('waiting' as const) : ('in_progress' as const),
    assignee: worker,
    level: 0,
    responsible: 'front_desk' as const,
    result: null,
    closedAt: null,
    reopened: ticket.reopened + 1,
    stop: null,
    stops: [],
    ...planDeadlines(now, policy, calendar),
  }
  return {
    set,
    entries: [
      {
        at: now,
        type: 'reopened',
        by: { userId: actor.userId, name: actor.name },
        rule: 'REC-4.6',
        facts: {
          reason: reason.trim(),
          result: ticket.result ?? '',
          dueBefore: ticket.dueAt.toISOString(),
          dueAfter: set.dueAt.toISOString(),
        },
      },
    ],
    messages: [
      settleAll('reopened', { name: actor.name, at: now.toISOString() }),
      ...presentCards({ ...ticket, ...set }),
      { send: 'reopened_note', to: { users: [actor.userId] }, lane: 'answer' },
      tellReporter(ticket, 'reopened'),
    ],
  }
}
