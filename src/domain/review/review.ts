import type { Actor } from '../people.ts'
import type { Change, DeskRecord, Refusal } from '../record.ts'
import type { Ticket } from '../ticket/ticket.ts'
import { nextReminderAfter, nextStepOf, reviewReminderAt } from './agenda.ts'
import type { Digest, FollowUp } from './digest.ts'
import { planFollowUpReminder } from './follow-up.ts'

/** The recorded acts of REC-4.3 (daily, supervisor) and REC-4.9 (weekly, manager). */
export type ReviewKind = 'daily' | 'weekly'

/** The five figures over a review's period. */
export interface Figures {
  received: number
  closed: number
  complaints: number
  escalated: number
  open: number
}

/** A ticket as the review's list names it, frozen when the review is opened. */
export interface ReviewItem {
  /** The ticket; lists of earlier releases do not tell. */
  id?: string
  number: string
  place: string
  matter: string
  status: Ticket['status']
  escalated: boolean
}

/** One review of one period in one community, with who read it and what he said. */
export interface Review extends DeskRecord {
  kind: ReviewKind
  /** From inclusive, to exclusive. */
  period: { from: Date; to: Date }
  figures: Figures
  items: ReviewItem[]
  status: 'open' | 'reviewed'
  reviewedBy: string | null
  comment: string | null
  /** How long nobody may have reviewed before it is reminded, in milliseconds, and how often that still happens. */
  reminders: { afterMs: number; left: number; nextAt?: Date | null }
  /** Earlier reviews of the same kind that nobody had read when this one was opened. */
  unread: number
  /** What the manager's Monday tells besides (REC-4.9). */
  digest?: Digest
  /** What was given to somebody with a date at this review. */
  followUps?: FollowUp[]
}

/** A review that has not been stored yet. */
export type ReviewDraft = Omit<Review, 'version' | 'timeline'>

/** Whose review it is. */
export const READER = { daily: 'supervisor', weekly: 'manager' } as const
/** The rule that asks for it. */
export const REVIEW_RULE = { daily: 'REC-4.3', weekly: 'REC-4.9' } as const

/** The id of the one review that a period has in a community. */
export function reviewIdOf(
  kind: ReviewKind,
  communityId: string,
  period: Pick<Review['period'], 'to'>,
): string {
  return `${kind}-${communityId}-${String(period.to.getTime())}`
}

/** Whether the actor may look into the review and sign it. */
export function mayReview(review: Pick<Review, 'kind'>, actor: Actor): boolean {
  return actor.roles.includes(READER[review.kind]) || actor.roles.includes('manager')
}

/** 已审核: who, when; a comment may follow (REC-4.3, REC-4.9). */
export function planReviewed(review: Review, actor: Actor, now: Date): Change<Review> | Refusal {
  if (!mayReview(review, actor)) return { refused: 'not_allowed' }
  if (review.status === 'reviewed')
    return { refused: 'already_over', facts: { event: 'reviewed', by: review.reviewedBy ?? '' } }
  return {
    set: {
      status: 'reviewed',
      reviewedBy: actor.name,
      nextActionAt: nextStepOf({ ...review, status: 'reviewed' }),
    },
    entries: [
      {
        at: now,
        type: 'reviewed',
        by: { userId: actor.userId, name: actor.name },
        rule: REVIEW_RULE[review.kind],
        facts: {},
      },
    ],
    messages: [
      { settle: ['review'], say: 'reviewed', facts: { name: actor.name, at: now.toISOString() } },
      { send: 'review_kept', to: { users: [actor.userId] }, lane: 'answer' },
    ],
  }
}

/** The reviewer's remark, kept beside who reviewed and when. */
export function planReviewComment(
  review: Review,
  actor: Actor,
  comment: string,
  now: Date,
): Change<Review> | Refusal {
  if (comment.trim() === '') return { refused: 'text_missing' }
  return {
    set: { comment: comment.trim() },
    entries: [
      {
        at: now,
        type: 'commented',
        by: { userId: actor.userId, name: actor.name },
        facts: { comment: comment.trim() },
      },
    ],
    messages: [{ send: 'comment_kept', to: { users: [actor.userId] }, lane: 'answer' }],
  }
}

/** An unreviewed day or week is reminded as often as the policy says; the next review counts it as unread (REC-4.3, REC-4.9). */
export function planReviewReminder(review: Review, now: Date): Change<Review> | undefined {
  const at = reviewReminderAt(review)
  if (at === null || now < at) return undefined
  const { afterMs, left } = review.reminders
  const reminders = { afterMs, left: left - 1, nextAt: left > 1 ? nextReminderAfter(at, afterMs, now) : null }
  return {
    set: { reminders, nextActionAt: nextStepOf({ ...review, reminders }) },
    entries: [{ at: now, type: 'reminded', by: 'clock', rule: REVIEW_RULE[review.kind], facts: {} }],
    messages: [
      { settle: ['review'], say: 'renewed', facts: { at: now.toISOString() } },
      { send: 'review', to: { role: READER[review.kind] }, lane: 'reminder', facts: { again: 'yes' } },
    ],
  }
}

/** What the clock has to do with the review now: its own reminder first, then those of its follow-ups. */
export function planReviewStep(review: Review, now: Date): Change<Review> | undefined {
  return planReviewReminder(review, now) ?? planFollowUpReminder(review, now)
}
