import type { Change, MessageIntent } from '../record.ts'
import type { Ticket } from '../ticket/ticket.ts'
import type { Digest } from './digest.ts'
import { READER, REVIEW_RULE, reviewIdOf, type Review, type ReviewDraft, type ReviewKind } from './review.ts'

/** How many tickets one list message names, so that it stays under the platform's 2048 bytes (`wecom.md` 4.2). */
export const ITEMS_PER_LIST = 15

/** How many promises one message names, so that it stays under the platform's 2048 bytes. */
export const PROMISES_PER_LIST = 10

/** What a review is opened with besides its tickets. */
export interface Opening extends Pick<Review, 'reminders' | 'unread'> {
  digest?: Digest
  /** Messages of each list at most; the whole list comes by its button. */
  listMessages: number
}

/** Opens the review of a period; nothing happened in it and nothing is open or was promised → no review. */
export function planReview(
  kind: ReviewKind,
  communityId: string,
  period: { from: Date; to: Date },
  tickets: readonly Ticket[],
  { reminders, unread, digest, listMessages }: Opening,
  now: Date,
): (Change<ReviewDraft> & { set: ReviewDraft }) | undefined {
  if (tickets.length === 0 && (digest?.checked.length ?? 0) === 0) return undefined
  const remindAt = reminders.left > 0 ? new Date(now.getTime() + reminders.afterMs) : null
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
      id: ticket.id,
      number: ticket.number,
      place: ticket.reception.room ?? ticket.reception.location ?? '',
      matter: ticket.reception.matter,
      status: ticket.status,
      escalated: ticket.level > 0,
    })),
    status: 'open',
    reviewedBy: null,
    comment: null,
    reminders: { ...reminders, nextAt: remindAt },
    unread,
    ...(digest === undefined ? {} : { digest }),
    followUps: [],
    nextActionAt: remindAt,
  }
  return {
    set: draft,
    entries: [{ at: now, type: 'opened', by: 'clock', rule: REVIEW_RULE[kind], facts: {} }],
    messages: [
      ...reportOf(draft, listMessages),
      ...pagesOf(draft.items.length, ITEMS_PER_LIST, listMessages).map((facts): MessageIntent => ({
        send: 'review_list',
        to: { role: READER[kind] },
        lane: 'digest',
        facts,
      })),
      { send: 'review', to: { role: READER[kind] }, lane: 'digest' },
      ...(digest !== undefined && digest.cases.length > 0
        ? [{ send: 'review_cases', to: { role: READER[kind] }, lane: 'digest' as const }]
        : []),
    ],
  }
}

/** The figures and promises of a manager's Monday. */
function reportOf({ kind, digest }: ReviewDraft, most: number): MessageIntent[] {
  if (digest === undefined) return []
  const to = { role: READER[kind] }
  return [
    { send: 'week_report', to, lane: 'digest' },
    ...pagesOf(digest.checked.length, PROMISES_PER_LIST, most).map((facts): MessageIntent => ({
      send: 'week_promises',
      to,
      lane: 'digest',
      facts,
    })),
  ]
}

/** From where each message of a list goes on. */
function pagesOf(length: number, each: number, most: number): { from: string }[] {
  const pages = Math.min(Math.ceil(length / each), most)
  return Array.from({ length: pages }, (_, page) => ({ from: String(page * each) }))
}
