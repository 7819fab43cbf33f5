import type { Actor, Person } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import { settleAll } from './messages.ts'
import { presentCards } from './present-cards.ts'
import { isOfTheDesk, lastWord } from './rights.ts'
import type { Ticket } from './ticket.ts'

/** 确认关闭: the front desk confirms what the department reported as done (REC-4.6). */
export function planConfirm(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessDone(ticket, actor)
  if (refusal !== undefined) return refusal
  const person = { userId: actor.userId, name: actor.name }
  return {
    set: { status: 'closed', closedAt: now },
    entries: [{ at: now, type: 'closed', by: person, rule: 'REC-4.6', facts: {} }],
    messages: [settleAll('closed', { name: actor.name, at: now.toISOString() })],
  }
}

/**
 * 退回重办: what was reported as done is not; the ladder runs on from where it stood. It goes back to the `worker`, and
 * when there is none (any more) to where it lay before.
 */
export function planSendBack(
  ticket: Ticket,
  actor: Actor,
  now: Date,
  worker: Person | null = ticket.assignee,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessDone(ticket, actor)
  if (refusal !== undefined) return refusal
  const person = { userId: actor.userId, name: actor.name }
  const status = worker === null ? ('waiting' as const) : ('in_progress' as const)
  const set = { status, assignee: worker, result: null }
  return {
    set,
    entries: [{ at: now, type: 'sent_back', by: person, facts: {} }],
    messages: [
      settleAll('sent_back', { name: actor.name, at: now.toISOString() }),
      ...(worker === null
        ? presentCards({ ...ticket, ...set })
        : [
            {
              send: 'work',
              to: { users: [worker.userId] },
              lane: 'task' as const,
              facts: { sentBackBy: actor.name },
            },
          ]),
    ],
  }
}

function refuseUnlessDone(ticket: Ticket, actor: Actor): Refusal | undefined {
  if (ticket.status === 'closed' || ticket.status === 'discarded')
    return { refused: 'already_over', facts: lastWord(ticket) }
  if (!isOfTheDesk(actor)) return { refused: 'not_allowed' }
  return ticket.status === 'done' ? undefined : { refused: 'not_now', facts: lastWord(ticket) }
}
