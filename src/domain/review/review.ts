import type { Actor } from '../people.ts'
import type { Change, DeskRecord, MessageIntent, Refusal } from '../record.ts'
import type { Ticket } from '../ticket/ticket.ts'

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
  reminders: { afterMs: number; left: number }
  /** Earlier reviews of the same kind that nobody had read when this one was opened. */
  unread: number
}

/** A review that has not been stored yet. */
export type ReviewDraft = Omit<Review, 'version' | 'timeline'>

const READER = { daily: 'supervisor', weekly: 'manager' } as const
const RULE = { daily: 'REC-4.3', weekly: 'REC-4.9' } as const

/** How many tickets one list message names, so that it stays under the platform's 2048 bytes (`wecom.md` 4.2). */
export const ITEMS_PER_LIST = 15

/** The id of the one review that a period has in a community. */
export function reviewIdOf(
  kind: ReviewKind,
  communityId: string,
  period: Pick<Review['period'], 'to'>,
): string {
  return `${kind}-${communityId}-${String(period.to.getTime())}`
}

/** Opens the review of a period; nothing happened in it and nothing is open → no review. */
export function planReview(
  kind: ReviewKind,
  communityId: string,
  period: { from: Date; to: Date },
  tickets: readonly Ticket[],
  { reminders, unread }: Pick<Review, 'reminders' | 'unread'>,
  now: Date,
): (Change<ReviewDraft> & { set: ReviewDraft }) | undefined {
  if (tickets.length === 0) return undefined
  const within = (at: Date | null) => at !== null && at >= period.from && at < period.to
  const draft: ReviewDraft = {
    id: reviewIdOf(kind, communityId, period),
    communityId,
    kind,
    period,
    figures: {
      received: tickets.filter((ticket) => within(ticket.reception.receivedAt)).length,
      closed: tickets.filter((ticket) => within(ticket.closedAt)).length,
      complaints: tickets.filter(
        (ticket) => ticket.kind === 'complaint' && within(ticket.reception.receivedAt),
      ).length,
      escalated: tickets.filter((ticket) => ticket.level > 0).length,
      open: tickets.filter((ticket) => ticket.closedAt === null).length,
    },
    items: tickets.map((ticket) => ({
      number: ticket.number,
      place: ticket.reception.room ?? ticket.reception.location ?? '',
      matter: ticket.reception.matter,
      status: ticket.status,
      escalated: ticket.level > 0,
    })),
    status: 'open',
    reviewedBy: null,
    comment: null,
    reminders,
    unread,
    nextActionAt: reminders.left > 0 ? new Date(now.getTime() + reminders.afterMs) : null,
  }
  return {
    set: draft,
    entries: [{ at: now, type: 'opened', by: 'clock', rule: RULE[kind], facts: {} }],
    messages: [...lists(draft), { send: 'review', to: { role: READER[kind] }, lane: 'digest' }],
  }
}

/** 已审核: who, when; a comment may follow (REC-4.3, REC-4.9). */
export function planReviewed(review: Review, actor: Actor, now: Date): Change<Review> | Refusal {
  if (!actor.roles.includes(READER[review.kind]) && !actor.roles.includes('manager'))
    return { refused: 'not_allowed' }
  if (review.status === 'reviewed')
    return { refused: 'already_over', facts: { event: 'reviewed', by: review.reviewedBy ?? '' } }
  return {
    set: { status: 'reviewed', reviewedBy: actor.name, nextActionAt: null },
    entries: [
      {
        at: now,
        type: 'reviewed',
        by: { userId: actor.userId, name: actor.name },
        rule: RULE[review.kind],
        facts: {},
      },
    ],
    messages: [
      { settle: 'all', say: 'reviewed', facts: { name: actor.name, at: now.toISOString() } },
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
  if (review.status === 'reviewed' || review.nextActionAt === null || now < review.nextActionAt)
    return undefined
  const { afterMs, left } = review.reminders
  return {
    set: {
      reminders: { afterMs, left: left - 1 },
      nextActionAt: left > 1 ? nextReminderAt(review.nextActionAt, afterMs, now) : null,
    },
    entries: [{ at: now, type: 'reminded', by: 'clock', rule: RULE[review.kind], facts: {} }],
    messages: [
      { settle: 'all', say: 'renewed', facts: { at: now.toISOString() } },
      { send: 'review', to: { role: READER[review.kind] }, lane: 'reminder', facts: { again: 'yes' } },
    ],
  }
}

/** Reminders keep the hour of the first; those that a standstill has skipped are not made up for. */
function nextReminderAt(last: Date, spanMs: number, now: Date): Date {
  const missed = Math.floor((now.getTime() - last.getTime()) / spanMs)
  return new Date(last.getTime() + (missed + 1) * spanMs)
}

function lists(draft: ReviewDraft): MessageIntent[] {
  const messages: MessageIntent[] = []
  for (let from = 0; from < draft.items.length; from += ITEMS_PER_LIST) {
    messages.push({
      send: 'review_list',
      to: { role: READER[draft.kind] },
      lane: 'digest',
      facts: { from: String(from) },
    })
  }
  return messages
}
