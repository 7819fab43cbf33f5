import type { Actor, Person } from '../people.ts'
import type { Change, Refusal } from '../record.ts'
import type { Ticket } from '../ticket/index.ts'
import { nextReminderAfter, nextStepOf, reviewReminderAt } from './agenda.ts'
import type { FollowUp } from './digest.ts'
import type { Review } from './review.ts'

const RULE = 'REC-4.9'

/** What is decided with a follow-up besides the case; how its reminders go is the policy's. */
export interface FollowUpOrder {
  assignee: Person
  dueAt: Date
  remindEveryMs: number
  remindTimes: number
}

/** Whether the actor may have a case followed up: the manager whose review it is (REC-4.9). */
export function canOrderFollowUp(review: Review, actor: Actor): boolean {
  return review.kind === 'weekly' && actor.roles.includes('manager')
}

/** 安排跟进: one of the worst cases is given to somebody with a date, once for each review (REC-4.9). */
export function planFollowUp(
  review: Review,
  actor: Actor,
  ticketId: string,
  { assignee, dueAt, remindEveryMs, remindTimes }: FollowUpOrder,
  now: Date,
): Change<Review> | Refusal {
  if (!canOrderFollowUp(review, actor)) return { refused: 'not_allowed' }
  const found = review.digest?.cases.find((one) => one.ticketId === ticketId)
  if (found === undefined || dueAt <= now) return { refused: 'not_now' }
  const before = followUpOf(review, ticketId)
  if (before !== undefined)
    return {
      refused: 'already_over',
      facts: { event: 'follow_up_set', by: before.by.name, at: before.at.toISOString() },
    }
  const by = { userId: actor.userId, name: actor.name }
  const { number, place, matter } = found
  const followUp: FollowUp = {
    ...{ ticketId, number, place, matter, by, assignee, at: now, dueAt, doneAt: null },
    ...{ remindAt: remindTimes > 0 ? dueAt : null, remindersLeft: remindTimes, remindEveryMs },
  }
  const facts = { ticket: ticketId, assignee: assignee.name, due: dueAt.toISOString() }
  return {
    set: withFollowUps(review, [...(review.followUps ?? []), followUp]),
    entries: [{ at: now, type: 'follow_up_set', by, rule: RULE, facts }],
    messages: [
      { send: 'follow_up', to: { users: [assignee.userId] }, lane: 'task', facts: { ticket: ticketId } },
      { send: 'follow_up_kept', to: { users: [by.userId] }, lane: 'answer', facts: { ticket: ticketId } },
    ],
  }
}

/** 已完成跟进, by the assignee or the manager; in time or late is told next Monday (REC-4.9). */
export function planFollowedUp(
  review: Review,
  actor: Actor,
  ticketId: string,
  now: Date,
): Change<Review> | Refusal {
  const followUp = followUpOf(review, ticketId)
  if (followUp === undefined) return { refused: 'not_now' }
  const isAssignee = followUp.assignee.userId.toLowerCase() === actor.userId.toLowerCase()
  if (!isAssignee && !canOrderFollowUp(review, actor)) return { refused: 'not_allowed' }
  if (followUp.doneAt !== null)
    return { refused: 'already_over', facts: { event: 'followed_up', at: followUp.doneAt.toISOString() } }
  const by = { userId: actor.userId, name: actor.name }
  const facts = { ticket: ticketId }
  return {
    set: withFollowUps(
      review,
      (review.followUps ?? []).map((one) =>
        one.ticketId === ticketId ? { ...one, doneAt: now, remindAt: null } : one,
      ),
    ),
    entries: [{ at: now, type: 'followed_up', by, rule: RULE, facts: { ...facts, name: by.name } }],
    messages: [
      { send: 'followed_up_note', to: { users: [actor.userId] }, lane: 'answer', facts },
      { send: 'followed_up_told', to: { users: [followUp.by.userId] }, lane: 'answer', facts },
    ],
  }
}

/** Follow-ups whose day has come: the assignee is reminded, whoever ordered it hears of it the first time (REC-4.9). */
export function planFollowUpReminder(review: Review, now: Date): Change<Review> | undefined {
  const due = (review.followUps ?? []).filter(({ remindAt }) => remindAt !== null && remindAt <= now)
  if (due.length === 0) return undefined
  const followUps = (review.followUps ?? []).map((one): FollowUp => {
    const { remindAt, remindersLeft, remindEveryMs } = one
    if (remindAt === null || remindAt > now) return one
    const next = remindersLeft > 1 ? nextReminderAfter(remindAt, remindEveryMs, now) : null
    return { ...one, remindAt: next, remindersLeft: remindersLeft - 1 }
  })
  return {
    set: withFollowUps(review, followUps),
    entries: due.map(({ ticketId }) => ({
      ...{ at: now, type: 'follow_up_reminded', by: 'clock' as const, rule: RULE },
      facts: { ticket: ticketId },
    })),
    messages: due.flatMap(({ ticketId, assignee, by, dueAt, remindAt }) => {
      const facts = { ticket: ticketId, again: 'yes' }
      const isFirst = remindAt?.getTime() === dueAt.getTime()
      return [
        { send: 'follow_up', to: { users: [assignee.userId] }, lane: 'reminder' as const, facts },
        ...(isFirst
          ? [
              {
                send: 'follow_up_due',
                to: { users: [by.userId] },
                lane: 'reminder' as const,
                facts: { ticket: ticketId },
              },
            ]
          : []),
      ]
    }),
  }
}

/** The line about a follow-up on the ticket's own timeline, which the review's change has come before. */
export function planFollowUpNote(
  ticket: Ticket,
  actor: Actor,
  type: 'follow_up_set' | 'followed_up',
  { assignee, dueAt }: Pick<FollowUp, 'assignee' | 'dueAt'>,
  now: Date,
): Change<Ticket> {
  const by = { userId: actor.userId, name: actor.name }
  const facts = { number: ticket.number, assignee: assignee.name, due: dueAt.toISOString() }
  return { set: {}, entries: [{ at: now, type, by, rule: RULE, facts }], messages: [] }
}

/** The follow-up of a ticket that was ordered at this review. */
export function followUpOf({ followUps = [] }: Review, ticketId: string): FollowUp | undefined {
  return followUps.find((one) => one.ticketId === ticketId)
}

function withFollowUps(review: Review, followUps: FollowUp[]): Partial<Review> {
  const reminders = { ...review.reminders, nextAt: reviewReminderAt(review) }
  return { followUps, reminders, nextActionAt: nextStepOf({ ...review, followUps, reminders }) }
}
