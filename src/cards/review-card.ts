import type { ReviewView } from '../texts/view.ts'
import { reviewLine, reviewTitle } from '../texts/review-texts.ts'
import { buildCard, type ButtonCard } from './card.ts'

/** How many tickets the card itself names; the whole list stands in the messages before it. */
const LINES_ON_CARD = 4

/** The daily review to the supervisor (REC-4.3), the weekly digest to the manager (REC-4.9): figures, list, 已审核. */
export function buildReviewCard(view: ReviewView): ButtonCard | undefined {
  const { review, communityName, facts } = view
  if (review.status === 'reviewed') return undefined
  const { figures } = review
  return buildCard({
    source: `${communityName} · ${review.kind === 'daily' ? '每日审核' : '周一审核'}`,
    red: facts.again !== undefined,
    title: `${facts.again === undefined ? '' : '【待审核】'}${reviewTitle(view)}`,
    desc: review.kind === 'daily' ? '请审核当日接待记录' : '请审核上周接待记录',
    body: review.items.slice(0, LINES_ON_CARD).map(reviewLine).join('\n'),
    rows: [
      ['接待', `${String(figures.received)} 件`],
      ['办结', `${String(figures.closed)} 件`],
      ['投诉', `${String(figures.complaints)} 件`],
      ['曾超时', `${String(figures.escalated)} 件`],
      ['未结', `${String(figures.open)} 件`],
      ['待审', review.unread === 0 ? null : `另有 ${String(review.unread)} 份未审核`],
    ],
    buttons: [['已审核', 1, 'card:reviewed']],
  })
}
