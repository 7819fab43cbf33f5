import type { Actor } from '../people.ts'
import type { Change, Doer, Refusal } from '../record.ts'
import type { TicketClock } from './clock.ts'
import { laneOf, settleAll, tellReporter, whoWorksOn } from './messages.ts'
import { refuseUnlessOpen } from './rights.ts'
import { endOfStop } from './stop.ts'
import { isOpen, nextStepAt, type EscalationStep, type Ticket } from './ticket.ts'

/** The step of the ladder that has fallen due, if one has: responsibility passes to its role (REC-4.7, REC-4.8). */
export function planEscalation(ticket: Ticket, now: Date): Change<Ticket> | undefined {
  if (!isOpen(ticket)) return undefined
  const step = ticket.ladder.find(({ level }) => level > ticket.level)
  return step === undefined || now < step.at ? undefined : escalateTo(ticket, step, 'clock', now)
}

/** The ladder as a clock of the ticket (REC-4.7, REC-4.8). */
export const escalationClock: TicketClock = {
  name: 'escalation',
  next: nextStepAt,
  run: (ticket, _rules, now) => planEscalation(ticket, now),
}

/** 升级经理: the supervisor hands the matter up before its time. */
export function planEscalationByHand(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  if (!actor.roles.includes('supervisor') && !actor.roles.includes('manager'))
    return { refused: 'not_allowed' }
  const step = ticket.ladder.find(({ level }) => level > ticket.level)
  if (step === undefined) return { refused: 'not_now', facts: { event: 'escalated' } }
  return escalateTo(ticket, step, { userId: actor.userId, name: actor.name }, now)
}

/** 催办: the assignee, or those who have not taken it yet, hear that it is waited for. */
export function planReminder(ticket: Ticket, actor: Actor, now: Date): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  if (!actor.roles.includes('supervisor') && !actor.roles.includes('manager'))
    return { refused: 'not_allowed' }
  return {
    set: {},
    entries: [{ at: now, type: 'reminded', by: { userId: actor.userId, name: actor.name }, facts: {} }],
    messages: [
      { send: 'reminder', to: whoWorksOn(ticket), lane: 'reminder', facts: { name: actor.name } },
      { send: 'reminded_note', to: { users: [actor.userId] }, lane: 'answer' },
    ],
  }
}

/** 关闭并说明原因: what cannot be handled is closed by the manager only, with a reason (REC-3.3.3, REC-4.8b). */
export function planCloseUnsolved(
  ticket: Ticket,
  actor: Actor,
  reason: string,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket)
  if (refusal !== undefined) return refusal
  if (!actor.roles.includes('manager')) return { refused: 'not_allowed' }
  if (reason.trim() === '') return { refused: 'text_missing' }
  const facts = { name: actor.name, at: now.toISOString() }
  return {
    set: { status: 'closed', result: reason.trim(), closedAt: now, ...endOfStop(ticket, now) },
    entries: [
      {
        at: now,
        type: 'closed_unsolved',
        by: { userId: actor.userId, name: actor.name },
        rule: 'REC-4.8b',
        facts: { reason: reason.trim() },
      },
    ],
    messages: [
      settleAll('closed_unsolved', facts),
      { send: 'closed_note', to: { users: [actor.userId] }, lane: 'answer' },
      tellReporter(ticket, 'closed_unsolved', facts),
    ],
  }
}

function escalateTo(ticket: Ticket, step: EscalationStep, by: Doer, now: Date): Change<Ticket> {
  const facts = { role: step.role, level: String(step.level), from: ticket.responsible }
  return {
    set: { level: step.level, responsible: step.role },
    entries: [{ at: now, type: 'escalated', by, rule: step.rule, facts }],
    messages: [
      { settle: ['overdue', 'unaccepted'], say: 'escalated', facts: { ...facts, at: now.toISOString() } },
      { send: 'overdue', to: { role: step.role }, lane: laneOf(ticket, 'escalation'), facts },
      { send: 'overdue_told', to: whoWorksOn(ticket), lane: 'reminder', facts },
      { send: 'overdue_notice', to: { group: 'notices' }, lane: 'escalation', facts },
    ],
  }
}
