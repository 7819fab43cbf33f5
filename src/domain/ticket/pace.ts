import type { Cadence, Policy } from '../../config/policy.ts'
import { spanMs } from '../calendar/index.ts'
import type { Role } from '../people.ts'

/** One reminder of a clock, fixed at reception: how long after its clock began, and whom it reaches. */
export interface ReminderStep {
  afterMs: number
  /** The role that hears of it, `null` for those who are to act. */
  role: Role | null
}

/** Who is reminded when, in one of the two paces. */
export interface Reminders {
  /** While nobody takes it, reckoned from the moment it began to wait. */
  acceptance: ReminderStep[]
  /** While its assignee lets it rest, reckoned from the last thing he did with it. */
  idle: ReminderStep[]
}

/** The numbers of a ticket's clocks as they were in force at reception; a later policy does not disturb them. */
export interface Pace {
  normal: Reminders
  /** Also kept for a ticket that is not urgent: it may turn out to be. */
  urgent: Reminders
  /** How long before the deadline its assignee is warned; 0 for no warning. */
  warnBeforeMs: number
}

/** The pace of a ticket that comes in. */
export function planPace(receivedAt: Date, dueAt: Date, { acceptance, idle, ...rules }: Policy): Pace {
  const warnShare = rules['REC-4.6'].warnAtShare
  return {
    normal: { acceptance: stepsOf(acceptance.normal), idle: stepsOf(idle.normal) },
    urgent: { acceptance: stepsOf(acceptance.urgent), idle: stepsOf(idle.urgent) },
    warnBeforeMs: Math.round((dueAt.getTime() - receivedAt.getTime()) * (1 - warnShare)),
  }
}

/** The reminders that are in force for the ticket as it stands. */
export function remindersOf({ pace, urgent }: { pace: Pace; urgent: boolean }): Reminders {
  return urgent ? pace.urgent : pace.normal
}

function stepsOf({ first, every, times, then }: Cadence): ReminderStep[] {
  const roles = [...Array.from({ length: times }, () => null), ...then]
  return roles.map((role, index) => ({ afterMs: spanMs(first) + index * spanMs(every), role }))
}

/** The instant of the step after those that were taken, `null` after the last. */
export function nextReminderAt(steps: readonly ReminderStep[], since: Date, taken: number): Date | null {
  const step = steps[taken]
  return step === undefined ? null : new Date(since.getTime() + step.afterMs)
}

/** The steps that have fallen due and were not taken; several after a standstill, which then make one change. */
export function dueReminders(
  steps: readonly ReminderStep[],
  since: Date,
  taken: number,
  now: Date,
): ReminderStep[] {
  return steps.slice(taken).filter(({ afterMs }) => since.getTime() + afterMs <= now.getTime())
}
