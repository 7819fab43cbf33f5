import type { Person, Role } from '../people.ts'
import { crewAt, type DutyPlan } from './substitution.ts'
import { sameUser, turnsBetween } from './turns.ts'

const DAY_MS = 86_400_000
/** Longer than the longest official holidays, so that a shift of workdays is found beyond them. */
const LOOK_AHEAD_DAYS = 16

/** A change of shift: who goes and who comes; who stays on is in neither. */
export interface ShiftChange {
  at: Date
  leaving: Person[]
  coming: Person[]
  /** Titles of the shifts that end and of those that begin. */
  ended: string[]
  begun: string[]
}

/** The next change of shift of a role after the instant; `undefined` when the role's people never change. */
export function nextChange(plan: DutyPlan, role: Role, after: Date): ShiftChange | undefined {
  const until = new Date(after.getTime() + LOOK_AHEAD_DAYS * DAY_MS)
  const shifts = plan.community.shifts.filter((shift) => shift.role === role)
  const turns = turnsBetween(shifts, after, until, plan.calendar)
  const instants = turns.flatMap(({ from, to }) => [from.getTime(), to.getTime()])
  const coming = [...new Set(instants)].filter((ms) => ms > after.getTime()).sort((a, b) => a - b)
  for (const ms of coming) {
    const change = changeAt(plan, role, new Date(ms))
    if (change !== undefined) return change
  }
  return undefined
}

/** The change of shift at exactly this instant, if the people on duty do change then. */
export function changeAt(plan: DutyPlan, role: Role, at: Date): ShiftChange | undefined {
  const shifts = plan.community.shifts.filter((shift) => shift.role === role)
  const turns = turnsBetween(shifts, new Date(at.getTime() - 1), new Date(at.getTime() + 1), plan.calendar)
  const ended = turns.filter(({ to }) => to.getTime() === at.getTime())
  const begun = turns.filter(({ from }) => from.getTime() === at.getTime())
  if (ended.length === 0 && begun.length === 0) return undefined
  const before = crewAt(plan, role, new Date(at.getTime() - 1))
  const after = crewAt(plan, role, at)
  const change = {
    at,
    leaving: without(before, after),
    coming: without(after, before),
    ended: ended.map(({ shift }) => shift.title),
    begun: begun.map(({ shift }) => shift.title),
  }
  return change.leaving.length === 0 && change.coming.length === 0 ? undefined : change
}

function without(people: readonly Person[], others: readonly Person[]): Person[] {
  return people.filter(({ userId }) => !others.some((other) => sameUser(other.userId, userId)))
}
