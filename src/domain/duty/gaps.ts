import type { Role } from '../people.ts'
import { crewAt, type DutyPlan } from './substitution.ts'
import { turnsBetween } from './turns.ts'

/** The roles that must be there at any time; the others only where they stand in the roster. */
const NEEDED: readonly Role[] = ['front_desk', 'supervisor', 'manager']

/** A time in which nobody of a shift is there; `title` is `null` for a role without shifts. */
export interface Gap {
  title: string | null
  role: Role
  from: Date
  to: Date
}

/** The times between the instants that leave has uncovered: shifts, and needed roles, without anybody or a deputy. */
export function gapsBetween(plan: DutyPlan, from: Date, to: Date): Gap[] {
  const { shifts } = plan.community
  const spans = [
    ...turnsBetween(shifts, from, to, plan.calendar).map((turn) => ({
      title: turn.shift.title,
      role: turn.shift.role,
      from: turn.from > from ? turn.from : from,
      to: turn.to < to ? turn.to : to,
    })),
    ...NEEDED.filter((role) => !shifts.some((shift) => shift.role === role)).map((role) => ({
      title: null,
      role,
      from,
      to,
    })),
  ]
  return spans.flatMap((span) => uncovered(plan, span))
}

/** The parts of a span in which nobody is there; people come and go only where an absence or another turn begins or ends. */
function uncovered(plan: DutyPlan, span: Gap): Gap[] {
  const shifts = plan.community.shifts.filter(({ role }) => role === span.role)
  const bounds = [
    ...plan.absences.flatMap((absence) => [absence.from, absence.to]),
    ...turnsBetween(shifts, span.from, span.to, plan.calendar).flatMap((turn) => [turn.from, turn.to]),
  ]
  const inside = bounds.filter((at) => at > span.from && at < span.to).map((at) => at.getTime())
  const starts = [...new Set([span.from.getTime(), ...inside])].sort((a, b) => a - b)
  const gaps: Gap[] = []
  for (const [index, start] of starts.entries()) {
    const from = new Date(start)
    if (crewAt(plan, span.role, from).length > 0) continue
    const to = new Date(starts[index + 1] ?? span.to.getTime())
    const last = gaps.at(-1)
    if (last?.to.getTime() === start) last.to = to
    else gaps.push({ ...span, from, to })
  }
  return gaps
}
