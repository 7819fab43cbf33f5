import type { Actor } from '../people.ts'
import type { Change, MessageIntent, Refusal } from '../record.ts'
import { settleAll, tellReporter } from './messages.ts'
import { isOfTheDesk, mayWorkOn, refuseUnlessOpen } from './rights.ts'
import { endOfStop } from './stop.ts'
import type { Ticket } from './ticket.ts'

/** 记录进展: a note on the process, on the timeline only (REC-4.5, REC-4.6). */
export function planNote(ticket: Ticket, actor: Actor, note: string, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseWords(ticket, actor, note)
  if (refusal !== undefined) return refusal
  const person = { userId: actor.userId, name: actor.name }
  return {
    set: {},
    entries: [{ at: now, type: 'noted', by: person, facts: { note: note.trim() } }],
    messages: [{ send: 'note_kept', to: { users: [actor.userId] }, lane: 'answer' }],
  }
}

/**
 * 完成: process and result are recorded. The desk's own people close at once (REC-4.5, REC-4.7); a department's
 * work goes back to the front desk, which confirms it (REC-4.6). The reporter is told either way.
 */
export function planFinish(
  ticket: Ticket,
  actor: Actor,
  result: string,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseWords(ticket, actor, result)
  if (refusal !== undefined) return refusal
  const person = { userId: actor.userId, name: actor.name }
  const facts = { name: actor.name, at: now.toISOString() }
  const closes = isOfTheDesk(actor)
  const confirm: MessageIntent[] = closes
    ? [{ send: 'closed_note', to: { users: [actor.userId] }, lane: 'answer' }]
    : [
        { send: 'confirm', to: { role: 'front_desk' }, lane: 'task' },
        { send: 'done_note', to: { users: [actor.userId] }, lane: 'answer' },
      ]
  return {
    set: {
      status: closes ? 'closed' : 'done',
      assignee: ticket.assignee ?? person,
      result: result.trim(),
      closedAt: closes ? now : null,
      ...endOfStop(ticket, now),
    },
    entries: [
      {
        at: now,
        type: 'done',
        by: person,
        rule: closes ? 'REC-4.5' : 'REC-4.6',
        facts: { result: result.trim() },
      },
      ...(closes ? [{ at: now, type: 'closed', by: person, facts: {} }] : []),
    ],
    messages: [settleAll(closes ? 'closed' : 'done', facts), tellReporter(ticket, 'done', facts), ...confirm],
  }
}

function refuseWords(ticket: Ticket, actor: Actor, words: string): Refusal | undefined {
  if (!mayWorkOn(ticket, actor)) return { refused: 'not_allowed' }
  return words.trim() === '' ? { refused: 'text_missing' } : undefined
}
