import { addSpan, spanMs } from '../calendar/index.ts'
import type { Actor, Person } from '../people.ts'
import type { Change, Doer, MessageIntent, Refusal } from '../record.ts'
import type { Rules } from '../rules.ts'
import type { TicketClock } from './clock.ts'
import { underStops } from './deadlines.ts'
import { settleAll, tellReporter } from './messages.ts'
import { presentCards } from './present-cards.ts'
import { isOfTheDesk, refuseUnlessOpen } from './rights.ts'
import type { Stop, Ticket } from './ticket.ts'

/**
 * 暂停计时: for a stated reason and at most as long as the policy allows it, nothing of the ladder falls due; what was
 * left of every term is left when the clock goes on. One stop at a time; not once the promise is broken for longer than
 * the policy forgives, and all stops for one reason together not longer than its limit.
 */
export function planStop(
  ticket: Ticket,
  actor: Actor,
  { reason, until }: Pick<Stop, 'reason' | 'until'>,
  { policy }: Rules,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessInHand(ticket, actor)
  if (refusal !== undefined) return refusal
  if (ticket.stop !== null)
    return { refused: 'not_now', facts: saidOf('stopped', ticket.stop.by, ticket.stop.since) }
  const { atMost, lateAtMost } = policy['REC-4.6'].stop
  if (until <= now) return { refused: 'stop_in_past' }
  if (now > addSpan(ticket.dueAt, lateAtMost)) return { refused: 'too_late' }
  const by = { userId: actor.userId, name: actor.name }
  const stop: Stop = { reason, by, since: now, until }
  const ofReason = [...ticket.stops, stop].filter((each) => each.reason === reason)
  const total = ofReason.reduce((sum, each) => sum + each.until.getTime() - each.since.getTime(), 0)
  if (total > spanMs(atMost[reason])) return { refused: 'stop_too_long' }
  const set = { stop, ...underStops(ticket, [...ticket.stops, stop]) }
  const facts = { reason, until: until.toISOString() }
  return {
    set,
    entries: [
      { at: now, type: 'stopped', by, rule: 'REC-4.6', facts: { ...facts, ...dueFacts(ticket, set) } },
    ],
    messages: [
      settleAll('stopped', { ...facts, name: actor.name, at: now.toISOString() }),
      ...presentCards({ ...ticket, ...set }),
      tellReporter(ticket, 'stopped', facts),
    ],
  }
}

/** 恢复计时: the assignee or the desk lets the clock go on before the stop's end; the deadlines come nearer again. */
export function planResume(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessInHand(ticket, actor)
  if (refusal !== undefined) return refusal
  if (ticket.stop === null) return { refused: 'not_now', facts: lastResumed(ticket) }
  return resume(ticket, ticket.stop, { userId: actor.userId, name: actor.name }, now)
}

/** What the reporter says while he is waited for (等待业主) goes to whoever has the matter in hand, and the clock goes on. */
export function planOwnersAnswer(
  ticket: Ticket,
  by: Doer,
  words: string,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  if (ticket.stop?.reason !== 'waiting_owner') return { refused: 'not_now' }
  if (words.trim() === '') return { refused: 'text_missing' }
  const { set, entries, messages } = resume(ticket, ticket.stop, by, now)
  const to = ticket.assignee === null ? { role: 'front_desk' as const } : { users: [ticket.assignee.userId] }
  const answered: MessageIntent = { send: 'owner_answered', to, lane: 'task', facts: { words: words.trim() } }
  return {
    set,
    entries: [{ at: now, type: 'noted', by, facts: { note: words.trim() } }, ...entries],
    messages: [answered, ...messages],
  }
}

/** The end of a stop as a clock of the ticket: it goes on by itself, as of the instant that was stated. */
export const stopClock: TicketClock = {
  name: 'stop_end',
  next: ({ stop }) => stop?.until ?? null,
  run: (ticket, _rules, now) =>
    ticket.stop === null || now < ticket.stop.until ? undefined : resume(ticket, ticket.stop, 'clock', now),
}

/** What becomes of a running stop when its matter is over; spread into the change that ends it. */
export function endOfStop(
  ticket: Ticket,
  now: Date,
): Partial<Pick<Ticket, 'stop' | 'stops' | 'dueAt' | 'ladder'>> {
  return ticket.stop === null ? {} : withoutStop(ticket, ticket.stop, now)
}

function resume(ticket: Ticket, stop: Stop, by: Doer, now: Date): Change<Ticket> {
  const set = withoutStop(ticket, stop, now)
  const facts = { reason: stop.reason }
  const name = by === 'clock' || 'owner' in by ? {} : { name: by.name }
  const isEarly = set.dueAt < ticket.dueAt
  return {
    set,
    entries: [
      { at: now, type: 'resumed', by, rule: 'REC-4.6', facts: { ...facts, ...dueFacts(ticket, set) } },
    ],
    messages: [
      settleAll('resumed', { ...facts, ...name, at: now.toISOString() }),
      ...presentCards({ ...ticket, ...set }),
      ...(isEarly ? [tellReporter(ticket, 'resumed', facts)] : []),
    ],
  }
}

/** A clock that was late has not stopped the terms for longer than was stated. */
function withoutStop(ticket: Ticket, stop: Stop, now: Date) {
  const stops = [...ticket.stops, { ...stop, until: now < stop.until ? now : stop.until }]
  return { stop: null, stops, ...underStops(ticket, stops) }
}

function dueFacts(before: Ticket, after: Pick<Ticket, 'dueAt'>): Record<string, string> {
  return { dueBefore: before.dueAt.toISOString(), dueAfter: after.dueAt.toISOString() }
}

function saidOf(event: string, by: Person, at: Date): Record<string, string> {
  return { event, by: by.name, at: at.toISOString() }
}

function lastResumed(ticket: Ticket): Record<string, string> {
  const last = ticket.timeline.findLast(({ type }) => type === 'resumed')
  if (last === undefined) return {}
  const by = last.by === 'clock' || 'owner' in last.by ? '' : last.by.name
  return { event: 'resumed', by, at: last.at.toISOString() }
}

function refuseUnlessInHand(ticket: Ticket, actor: Actor): Refusal | undefined {
  return isOfTheDesk(actor) || ticket.assignee?.userId === actor.userId
    ? undefined
    : { refused: 'not_allowed' }
}
