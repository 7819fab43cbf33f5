import type { Review } from './review.ts'

type Awaiting = Pick<Review, 'status' | 'reminders' | 'nextActionAt' | 'followUps'>

/** When the reviewer is reminded next; reviews of earlier releases had nothing else to wait for. */
export function reviewReminderAt({ status, reminders, nextActionAt }: Awaiting): Date | null {
  if (status === 'reviewed') return null
  return reminders.nextAt === undefined ? nextActionAt : reminders.nextAt
}

/** The instant at which the clock has to look at the review again: its own reminder or one of a follow-up. */
export function nextStepOf(review: Awaiting): Date | null {
  const instants = [reviewReminderAt(review), ...(review.followUps ?? []).map(({ remindAt }) => remindAt)]
    .filter((at) => at !== null)
    .map((at) => at.getTime())
  return instants.length === 0 ? null : new Date(Math.min(...instants))
}

/** Reminders keep the hour of the first; those that a standstill has skipped are not made up for. */
export function nextReminderAfter(last: Date, everyMs: number, now: Date): Date {
  const missed = Math.floor((now.getTime() - last.getTime()) / everyMs)
  return new Date(last.getTime() + (missed + 1) * everyMs)
}
