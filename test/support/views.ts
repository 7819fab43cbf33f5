import { createDirectory } from '../../src/directory/index.ts'
import { type Form, planForm } from '../../src/domain/reception/form.ts'
import { planReview } from '../../src/domain/review/open-review.ts'
import type { Review, ReviewKind } from '../../src/domain/review/review.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import type { ReviewView, Setting, TicketView } from '../../src/texts/view.ts'
import { aTicket, hoursLater, MONDAY_10, sampleConfig, samplePolicy } from './builders.ts'

/** The directory of the sample configuration. */
export const sampleDirectory = createDirectory(sampleConfig.communities, sampleConfig.holidays)

/** What a text or card knows besides its record, in the sample community. */
export function aSetting(overrides: Partial<Setting> = {}): Setting {
  return {
    facts: {},
    now: MONDAY_10,
    timeZone: 'Asia/Shanghai',
    communityName: '翠湖花园',
    departments: sampleDirectory.departments('cuihu'),
    nameOf: (userId) => sampleDirectory.member(userId)?.name ?? userId,
    ...overrides,
  }
}

/** What the card that asks for a stop is told of the policy. */
export const STOP_FACTS = {
  choices: samplePolicy['REC-4.6'].stop.choices.join(','),
  ...samplePolicy['REC-4.6'].stop.atMost,
}

export function aTicketView(ticket: Ticket = aTicket(), overrides: Partial<Setting> = {}): TicketView {
  return { ...aSetting(overrides), ticket }
}

/** A review as it was opened over these tickets, for the day from MONDAY_10 on. */
export function aReview(kind: ReviewKind = 'daily', tickets: readonly Ticket[] = [aTicket()]): Review {
  const period = { from: MONDAY_10, to: hoursLater(24) }
  const pace = { reminders: { afterMs: 3_600_000, left: 1 }, unread: 0, listMessages: 4 }
  const planned = planReview(kind, 'cuihu', period, tickets, pace, period.to)
  if (planned === undefined) throw new Error('no review of nothing')
  return { ...planned.set, version: 1, timeline: [] }
}

/** A form that was just opened, in a level-1 sort with more finer ones than a card holds. */
export function aForm(): Form {
  const about = { id: 'f1', communityId: 'cuihu', speaker: { userId: 'WangFang', name: '王芳' } }
  const { set } = planForm(about, hoursLater(2), MONDAY_10)
  return { ...set, group: 'order_safety', version: 1, timeline: [] }
}

export function aReviewView(review: Review = aReview(), overrides: Partial<Setting> = {}): ReviewView {
  return { ...aSetting(overrides), review }
}
