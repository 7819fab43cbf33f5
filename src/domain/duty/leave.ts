import type { Actor, Person, Role } from '../people.ts'
import type { Change, DeskRecord, MessageIntent, Refusal } from '../record.ts'
import { chainFrom } from './chain.ts'
import { sameUser } from './turns.ts'

/** One leave (请假) or, with a deputy, one cover (代班) that a member asked for in chat. */
export interface Leave extends DeskRecord {
  person: Person
  /** Who stands in during it; `null` leaves it to the member's usual deputy. */
  deputy: Person | null
  /** From the beginning of its first local day to the end of its last; `to` is outside of it. */
  from: Date
  to: Date
  reason: string | null
  status: 'requested' | 'confirmed' | 'declined' | 'cancelled' | 'lapsed'
  /** The role whose word it waits for, or that gave it. */
  approver: Role | null
  decidedBy: string | null
  /** How long nobody may have decided before it is reminded, in milliseconds, and how often it has been. */
  remindAfterMs: number
  reminded: number
}

/** A leave that has not been stored yet. */
export type LeaveDraft = Omit<Leave, 'id' | 'version' | 'timeline'>

/** 同意: from now on the member is away at that time. */
export function planLeaveConfirmed(leave: Leave, actor: Actor, now: Date): Change<Leave> | Refusal {
  const refusal = refuseDecision(leave, actor)
  if (refusal !== undefined) return refusal
  const told: MessageIntent[] = [
    { send: 'leave_confirmed', to: { users: [leave.person.userId] }, lane: 'answer' },
    ...(leave.deputy === null
      ? []
      : [{ send: 'leave_deputy', to: { users: [leave.deputy.userId] }, lane: 'task' as const }]),
  ]
  return decide(leave, actor, now, 'confirmed', [
    { settle: 'all', say: 'leave_confirmed', facts: { name: actor.name, at: now.toISOString() } },
    ...told,
  ])
}

/** 不同意: nothing changes for the roster. */
export function planLeaveDeclined(leave: Leave, actor: Actor, now: Date): Change<Leave> | Refusal {
  const refusal = refuseDecision(leave, actor)
  if (refusal !== undefined) return refusal
  return decide(leave, actor, now, 'declined', [
    { settle: 'all', say: 'leave_declined', facts: { name: actor.name, at: now.toISOString() } },
    { send: 'leave_declined', to: { users: [leave.person.userId] }, lane: 'answer' },
  ])
}

/** 销假: the member is back; what is left of the leave is given up, also one that nobody has decided on yet. */
export function planLeaveCancelled(leave: Leave, actor: Actor, now: Date): Change<Leave> | Refusal {
  if (!sameUser(leave.person.userId, actor.userId)) return { refused: 'not_allowed' }
  if (!isLive(leave, now)) return { refused: 'already_over', facts: lastWord(leave) }
  const tellDeputy = leave.deputy !== null && leave.status === 'confirmed'
  return {
    set: { status: 'cancelled', to: now < leave.from ? leave.to : now, nextActionAt: null },
    entries: [{ at: now, type: 'leave_cancelled', by: personOf(actor), facts: {} }],
    messages: [
      { settle: 'all', say: 'leave_cancelled', facts: { name: actor.name, at: now.toISOString() } },
      { send: 'leave_cancelled', to: { users: [actor.userId] }, lane: 'answer' },
      ...(leave.approver === null
        ? []
        : [{ send: 'leave_cancelled_told', to: { role: leave.approver }, lane: 'reminder' as const }]),
      ...(tellDeputy && leave.deputy !== null
        ? [{ send: 'leave_cancelled_told', to: { users: [leave.deputy.userId] }, lane: 'reminder' as const }]
        : []),
    ],
  }
}

/** Nobody has decided: reminded once, then passed one role up, and given up when the leave is over. */
export function planLeaveReminder(leave: Leave, now: Date): Change<Leave> | undefined {
  const { nextActionAt, approver, reminded } = leave
  if (leave.status !== 'requested' || nextActionAt === null || now < nextActionAt) return undefined
  if (approver === null || now >= leave.to) {
    return {
      set: { status: 'lapsed', nextActionAt: null },
      entries: [{ at: now, type: 'leave_lapsed', by: 'clock', facts: {} }],
      messages: [
        { settle: 'all', say: 'leave_lapsed', facts: { at: now.toISOString() } },
        { send: 'leave_lapsed', to: { users: [leave.person.userId] }, lane: 'reminder' },
      ],
    }
  }
  const above = reminded === 0 ? approver : (chainFrom(approver)[1] ?? approver)
  const isLast = reminded > 0
  return {
    set: {
      approver: above,
      reminded: reminded + 1,
      nextActionAt: isLast ? leave.to : soonest(now, leave.remindAfterMs, leave.to),
    },
    entries: [{ at: now, type: 'reminded', by: 'clock', facts: { role: above } }],
    messages: [
      { settle: 'all', say: 'renewed', facts: { at: now.toISOString() } },
      {
        send: 'leave',
        to: { role: above },
        lane: isLast ? 'escalation' : 'reminder',
        facts: { again: 'yes' },
      },
    ],
  }
}

/** Whether the leave is asked for or agreed on and not over. */
export function isLive(leave: Pick<Leave, 'status' | 'to'>, now: Date): boolean {
  return (leave.status === 'requested' || leave.status === 'confirmed') && now < leave.to
}

/** The instant so long after `now`, at most the end. */
export function soonest(now: Date, afterMs: number, end: Date): Date {
  return new Date(Math.min(now.getTime() + afterMs, end.getTime()))
}

function refuseDecision(leave: Leave, actor: Actor): Refusal | undefined {
  const mayDecide =
    leave.approver !== null && chainFrom(leave.approver).some((role) => actor.roles.includes(role))
  // Nobody agrees to his own leave, not even as somebody's deputy.
  if (!mayDecide || sameUser(actor.userId, leave.person.userId)) return { refused: 'not_allowed' }
  return leave.status === 'requested' ? undefined : { refused: 'already_over', facts: lastWord(leave) }
}

function decide(
  leave: Leave,
  actor: Actor,
  now: Date,
  status: 'confirmed' | 'declined',
  messages: MessageIntent[],
): Change<Leave> {
  return {
    set: { status, decidedBy: actor.name, nextActionAt: null },
    entries: [
      { at: now, type: `leave_${status}`, by: personOf(actor), facts: { person: leave.person.name } },
    ],
    messages,
  }
}

function lastWord(leave: Leave): Record<string, string> {
  const last = leave.timeline.findLast(({ type }) => type.startsWith('leave_'))
  if (last === undefined) return {}
  const by = typeof last.by === 'object' && 'name' in last.by ? last.by.name : ''
  return { event: last.type, by, at: last.at.toISOString() }
}

function personOf({ userId, name }: Person): Person {
  return { userId, name }
}
