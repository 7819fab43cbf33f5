import { localDate } from '../domain/calendar/index.ts'
import { ITEMS_PER_LIST } from '../domain/review/open-review.ts'
import type { ReviewItem } from '../domain/review/review.ts'
import { cutToChars } from './cut.ts'
import { DIGEST_TEXTS } from './digest-texts.ts'
import type { ReviewView } from './view.ts'
import { STATUS_TITLES } from './words.ts'

/** Characters of the matter in a list line; with the rest a line stays near 100 bytes, 18 lines under 2048. */
const MATTER_CHARS = 12
const PLACE_CHARS = 9

/** 11月16日–11月22日 接待周审, or 11月23日 接待日审. */
export function reviewTitle({ review, timeZone }: Pick<ReviewView, 'review' | 'timeZone'>): string {
  const lastDay = dayAndMonth(new Date(review.period.to.getTime() - 1), timeZone)
  return review.kind === 'daily'
    ? `${lastDay} 接待日审`
    : `${dayAndMonth(review.period.from, timeZone)}–${lastDay} 接待周审`
}

/** One ticket in a review's list. */
export function reviewLine({ number, place, matter, status, escalated }: ReviewItem): string {
  const words = [
    number,
    cutToChars(place, PLACE_CHARS),
    cutToChars(matter, MATTER_CHARS),
    STATUS_TITLES[status],
  ]
  return words.filter((word) => word !== '').join(' ') + (escalated ? '（曾超时）' : '')
}

/** What is said about a review in words, by kind of message. */
export const REVIEW_TEXTS: Readonly<Record<string, (view: ReviewView) => string | undefined>> = {
  ...titled(DIGEST_TEXTS),
  review_list: (view) => {
    const from = Number(view.facts.from ?? 0)
    const lines = view.review.items.slice(from, from + ITEMS_PER_LIST).map(reviewLine)
    const head = `${reviewTitle(view)} 清单 ${String(from + 1)}–${String(from + lines.length)}（共${String(view.review.items.length)}件）`
    return [head, ...lines].join('\n')
  },
  review_kept: (view) => `${reviewTitle(view)}已记录。如有意见，请直接回复文字。`,
  comment_kept: () => '审核意见已记录。',
  unreachable: (view) => `【未送达】${reviewTitle(view)}的消息未能送达，请检查通讯录与应用可见范围。`,
}

function dayAndMonth(at: Date, timeZone: string): string {
  const [, month, day] = localDate(at, timeZone).split('-')
  return `${String(Number(month))}月${String(Number(day))}日`
}

/** Texts whose heads name the review. */
function titled(
  texts: typeof DIGEST_TEXTS,
): Readonly<Record<string, (view: ReviewView) => string | undefined>> {
  return Object.fromEntries(
    Object.entries(texts).map(([kind, say]) => [kind, (view: ReviewView) => say(view, reviewTitle(view))]),
  )
}
