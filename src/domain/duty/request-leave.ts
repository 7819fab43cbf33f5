import type { Person, Role } from '../people.ts'
import type { Change, MessageIntent } from '../record.ts'
import { isLive, soonest, type Leave, type LeaveDraft } from './leave.ts'
import { isAway, standInFor, type DutyPlan } from './substitution.ts'
import { sameUser } from './turns.ts'

/** What a member asks for: away in that span, with somebody in his place or not. */
export interface LeaveRequest {
  person: Person
  deputy: Person | null
  /** `to` is outside of it. */
  from: Date
  to: Date
  reason: string | null
}

/** Why leave is not even put before the supervisor. */
export type LeaveProblem =
  'past' | 'order' | 'too_long' | 'too_far' | 'overlap' | 'deputy_self' | 'deputy_away' | 'deputy_circle'

/** The policy's limits in milliseconds. */
export interface LeaveLimits {
  atMostMs: number
  aheadAtMostMs: number
  remindAfterMs: number
}

/**
 * Asks for leave: its card goes to the role that confirms it, or it holds at once when nobody stands above (`approver` is
 * `null`); the managers' group hears of that. `startOfToday` tells what is past: today is not.
 */
export function planLeaveRequest(
  request: LeaveRequest,
  known: readonly Leave[],
  plan: DutyPlan,
  { approver, limits, startOfToday }: { approver: Role | null; limits: LeaveLimits; startOfToday: Date },
  now: Date,
): (Change<LeaveDraft> & { set: LeaveDraft }) | { problem: LeaveProblem } {
  const problem = problemOf(request, known, plan, limits, startOfToday, now)
  if (problem !== undefined) return { problem }
  const { person, deputy } = request
  const holds = approver === null
  const tellDeputy: MessageIntent[] =
    holds && deputy !== null ? [{ send: 'leave_deputy', to: { users: [deputy.userId] }, lane: 'task' }] : []
  return {
    set: {
      ...request,
      communityId: plan.community.id,
      status: holds ? 'confirmed' : 'requested',
      approver,
      decidedBy: null,
      remindAfterMs: limits.remindAfterMs,
      reminded: 0,
      nextActionAt: holds ? null : soonest(now, limits.remindAfterMs, request.to),
    },
    entries: [{ at: now, type: 'leave_requested', by: person, facts: {} }],
    messages: holds
      ? [
          { send: 'leave_confirmed', to: { users: [person.userId] }, lane: 'answer' },
          { send: 'leave_notice', to: { group: 'managers' }, lane: 'task' },
          ...tellDeputy,
        ]
      : [
          { send: 'leave', to: { role: approver }, lane: 'task' },
          { send: 'leave_requested', to: { users: [person.userId] }, lane: 'answer' },
        ],
  }
}

function problemOf(
  { person, deputy, from, to }: LeaveRequest,
  known: readonly Leave[],
  plan: DutyPlan,
  { atMostMs, aheadAtMostMs }: LeaveLimits,
  startOfToday: Date,
  now: Date,
): LeaveProblem | undefined {
  if (to <= from) return 'order'
  if (from < startOfToday) return 'past'
  if (to.getTime() - from.getTime() > atMostMs) return 'too_long'
  if (from.getTime() - now.getTime() > aheadAtMostMs) return 'too_far'
  const own = known.filter((leave) => sameUser(leave.person.userId, person.userId) && isLive(leave, now))
  // A cover may lie over a leave, as it names who stands in during it; two of one sort may not.
  const alike = own.filter((leave) => (leave.deputy === null) === (deputy === null))
  if (alike.some((leave) => leave.from < to && from < leave.to)) return 'overlap'
  return deputy === null ? undefined : deputyProblem(person, deputy, from, to, plan)
}

function deputyProblem(
  person: Person,
  deputy: Person,
  from: Date,
  to: Date,
  plan: DutyPlan,
): LeaveProblem | undefined {
  if (sameUser(person.userId, deputy.userId)) return 'deputy_self'
  const starts = plan.absences.map((absence) => absence.from).filter((at) => at > from && at < to)
  for (const at of [from, ...starts]) {
    if (!isAway(plan, deputy.userId, at)) continue
    // The deputy is away himself: somebody may stand in for him, but not the one who asks.
    const next = standInFor(plan, deputy.userId, at)
    if (next === undefined) return 'deputy_away'
    if (sameUser(next.userId, person.userId)) return 'deputy_circle'
  }
  return undefined
}

/** The role that confirms a member's leave: his supervisor, the manager for those who lead, above him the general manager. */
export function approverOf(
  { userId, roles }: { userId: string; roles: readonly Role[] },
  members: readonly { userId: string; roles: readonly Role[] }[],
): Role | null {
  const first = LEADS.findLastIndex((role) => roles.includes(role))
  const ladder: readonly Role[] = roles.includes('department_head') && first < 0 ? LEADS.slice(1) : LEADS
  const above = ladder.slice(first + 1)
  const isHeld = (role: Role) =>
    members.some((member) => member.roles.includes(role) && !sameUser(member.userId, userId))
  return above.find(isHeld) ?? null
}

/** Who answers for whom, from below. */
const LEADS: readonly Role[] = ['supervisor', 'manager', 'general_manager']
