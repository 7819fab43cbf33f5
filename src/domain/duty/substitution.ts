import type { Community } from '../../config/communities.ts'
import type { Calendar } from '../calendar/index.ts'
import type { DepartmentKey, Person, Role } from '../people.ts'
import { isIn, isRunning, sameUser } from './turns.ts'

/** Somebody is away between the instants, `to` excluded; in one community a deputy may be named for that time. */
export interface Absence {
  userId: string
  from: Date
  to: Date
  deputy: { userId: string; communityId: string } | null
}

/** What tells who is there: a community with its people and shifts, the absences of everybody, the calendar. */
export interface DutyPlan {
  community: Pick<Community, 'id' | 'members' | 'shifts' | 'departments'>
  absences: readonly Absence[]
  calendar: Calendar
}

/** Who answers for a role, and how it was found: those of the shift, deputies only, other holders, or nobody. */
export interface Answering {
  people: Person[]
  by: 'on_duty' | 'deputies' | 'others' | 'nobody'
}

/** Whether the member is on leave (请假) at that instant. */
export function isAway(plan: Pick<DutyPlan, 'absences'>, userId: string, at: Date): boolean {
  return absencesOf(plan, userId, at).length > 0
}

/**
 * Who stands in for somebody who is away: the deputy named for that time, else the one of the configuration; a deputy who
 * is away is stood in for by his own. Nobody when that leads in a circle or out of the community.
 */
export function standInFor(plan: DutyPlan, userId: string, at: Date): Person | undefined {
  return follow(plan, userId, at, new Set([userId.toLowerCase()]))
}

/** Those for whom the member stands in at that instant. */
export function principalsOf(plan: DutyPlan, userId: string, at: Date): DutyPlan['community']['members'] {
  return plan.community.members.filter((member) => {
    if (sameUser(member.userId, userId) || !isAway(plan, member.userId, at)) return false
    const standIn = standInFor(plan, member.userId, at)
    return standIn !== undefined && sameUser(standIn.userId, userId)
  })
}

/** Those of the running shift of a role, deputies in the place of who is away; a role without shifts is always on duty. */
export function crewAt(plan: DutyPlan, role: Role, at: Date): Person[] {
  const shifts = plan.community.shifts.filter((shift) => shift.role === role)
  const running = shifts.filter((shift) => isRunning(shift, at, plan.calendar))
  return present(
    plan,
    holdersOf(plan, role).filter(
      ({ userId }) => shifts.length === 0 || running.some((shift) => isIn(shift, userId)),
    ),
    at,
  )
}

/** The order of substitution within a role: those on duty, their deputies, the other holders who are not away. */
export function whoAnswers(plan: DutyPlan, role: Role, at: Date): Answering {
  const crew = crewAt(plan, role, at)
  const holders = holdersOf(plan, role)
  if (crew.length > 0) {
    const isOwn = crew.some(({ userId }) => holders.some((holder) => sameUser(holder.userId, userId)))
    return { people: crew, by: isOwn ? 'on_duty' : 'deputies' }
  }
  const others = holders.filter(({ userId }) => !isAway(plan, userId, at))
  if (others.length > 0) return { people: others, by: 'others' }
  const deputies = present(plan, holders, at)
  return deputies.length > 0 ? { people: deputies, by: 'deputies' } : { people: [], by: 'nobody' }
}

/** Those of a department who are there, deputies in the place of who is away, its head first. */
export function departmentAt(plan: DutyPlan, key: DepartmentKey, at: Date): Person[] {
  const department = plan.community.departments.find((candidate) => candidate.key === key)
  if (department === undefined) return []
  const userIds = [department.head, ...department.members]
  const people = userIds.flatMap((userId) => personOf(plan, userId) ?? [])
  return present(plan, people, at)
}

function present(plan: DutyPlan, people: readonly Person[], at: Date): Person[] {
  const found = new Map<string, Person>()
  for (const person of people) {
    const there = isAway(plan, person.userId, at) ? standInFor(plan, person.userId, at) : person
    if (there !== undefined && !found.has(there.userId.toLowerCase()))
      found.set(there.userId.toLowerCase(), { userId: there.userId, name: there.name })
  }
  return [...found.values()]
}

function follow(plan: DutyPlan, userId: string, at: Date, seen: ReadonlySet<string>): Person | undefined {
  const named = absencesOf(plan, userId, at).flatMap(({ deputy }) =>
    deputy?.communityId === plan.community.id ? [deputy.userId] : [],
  )
  const configured = memberOf(plan, userId)?.deputy
  for (const candidate of [...named, ...(configured === undefined ? [] : [configured])]) {
    const deputy = personOf(plan, candidate)
    if (deputy === undefined || seen.has(deputy.userId.toLowerCase())) continue
    if (!isAway(plan, deputy.userId, at)) return deputy
    const next = follow(plan, deputy.userId, at, new Set([...seen, deputy.userId.toLowerCase()]))
    if (next !== undefined) return next
  }
  return undefined
}

/** The newest absence first, so that the deputy who was named last counts. */
function absencesOf({ absences }: Pick<DutyPlan, 'absences'>, userId: string, at: Date): Absence[] {
  return absences
    .filter((absence) => sameUser(absence.userId, userId) && absence.from <= at && at < absence.to)
    .sort((one, other) => other.from.getTime() - one.from.getTime())
}

function holdersOf({ community }: DutyPlan, role: Role): Person[] {
  return community.members
    .filter(({ roles }) => roles.includes(role))
    .map(({ userId, name }) => ({ userId, name }))
}

function memberOf({ community }: DutyPlan, userId: string) {
  return community.members.find((member) => sameUser(member.userId, userId))
}

function personOf(plan: DutyPlan, userId: string): Person | undefined {
  const member = memberOf(plan, userId)
  return member === undefined ? undefined : { userId: member.userId, name: member.name }
}
