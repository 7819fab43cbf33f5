import type { Digest } from '../domain/review/digest.ts'
import type { Share } from '../domain/quality/index.ts'
import type { Review } from '../domain/review/review.ts'
import type { ReviewView } from '../texts/view.ts'
import { reviewLine, reviewTitle } from '../texts/review-texts.ts'
import { buildCard, type ButtonCard, type CardContent } from './card.ts'
import { buildCasesCard, buildFollowUpCard } from './follow-up-cards.ts'

/** How many tickets the card itself names; the whole list stands in the messages before it. */
const LINES_ON_CARD = 4

/** The daily review to the supervisor (REC-4.3), the weekly digest to the manager (REC-4.9): figures, list, 已审核. */
export function buildReviewCard(view: ReviewView): ButtonCard | undefined {
  const { review, communityName, facts } = view
  if (review.status === 'reviewed') return undefined
  return buildCard({
    source: `${communityName} · ${review.kind === 'daily' ? '每日审核' : '周一审核'}`,
    red: facts.again !== undefined,
    title: `${facts.again === undefined ? '' : '【待审核】'}${reviewTitle(view)}`,
    desc: review.kind === 'daily' ? '请审核当日接待记录' : '请审核上周接待记录',
    body: review.items.slice(0, LINES_ON_CARD).map(reviewLine).join('\n'),
    rows: [
      ...(review.digest === undefined ? dayRows(review) : weekRows(review.digest)),
      ['待审', review.unread === 0 ? null : `另有 ${String(review.unread)} 份未审核`],
    ],
    buttons: [
      ['已审核', 1, 'card:reviewed'],
      ['查看清单', 2, 'card:review-list'],
    ],
  })
}

/** The cards of a review by kind of message. */
export const REVIEW_CARDS: Readonly<Record<string, (view: ReviewView) => ButtonCard | undefined>> = {
  review: buildReviewCard,
  review_cases: buildCasesCard,
  follow_up: buildFollowUpCard,
}

function dayRows({ figures }: Review): CardContent['rows'] {
  return [
    ['接待', `${String(figures.received)} 件`],
    ['办结', `${String(figures.closed)} 件`],
    ['投诉', `${String(figures.complaints)} 件`],
    ['曾超时', `${String(figures.escalated)} 件`],
    ['未结', `${String(figures.open)} 件`],
  ]
}

/** Five figures, last week's beside them; in full they stand in the message before the card. */
function weekRows({ week, before }: Digest): CardContent['rows'] {
  return [
    ['受理', `${String(week.received)} 件，前一周 ${String(before.received)} 件`],
    ['关闭', `${String(week.closed)} 件，前一周 ${String(before.closed)} 件`],
    ['按时', `${sayRate(week.onTime)}，前一周 ${sayRate(before.onTime)}`],
    ['超时', `${sayRate(week.overdue)}，前一周 ${sayRate(before.overdue)}`],
    ['投诉', `${String(week.complaints)} 件，前一周 ${String(before.complaints)} 件`],
  ]
}

function sayRate({ count, of }: Share): string {
  return `${String(count)}/${String(of)}`
}
