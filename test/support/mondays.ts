import type { Digest, WeekFigures } from '../../src/domain/review/digest.ts'
import { planFollowUp, type FollowUpOrder } from '../../src/domain/review/follow-up.ts'
import { planReview } from '../../src/domain/review/open-review.ts'
import { checkPromises } from '../../src/domain/review/promises.ts'
import type { Review } from '../../src/domain/review/review.ts'
import { rankCases } from '../../src/domain/review/worst-cases.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { aTicket, hoursLater, manager, MONDAY_10, samplePolicy } from './builders.ts'

const { followUp } = samplePolicy['REC-4.9']

/** What the form for a follow-up is told of policy and people. */
export const FOLLOW_UP_FACTS = {
  review: 'weekly-cuihu-1',
  choices: followUp.choices.join(','),
  assignees: 'ZhangWei,SunLi',
  titles: '工程部,客服主管',
}

/** Figures of a small week; overrides on top. */
export function someFigures(overrides: Partial<WeekFigures> = {}): WeekFigures {
  return {
    received: 12,
    closed: 9,
    onTime: { count: 8, of: 10 },
    overdue: { count: 2, of: 10 },
    complaints: 1,
    ...overrides,
  }
}

/** A manager's Monday over tickets, opened at MONDAY_10; overrides of its digest on top. */
export function aMondayOf(tickets: readonly Ticket[], digest: Partial<Digest> = {}): Review {
  const period = { from: hoursLater(-178), to: hoursLater(-10) }
  const pace = { reminders: { afterMs: 86_400_000, left: 6 }, unread: 0, listMessages: 4 }
  const whole: Digest = {
    week: someFigures(),
    before: someFigures({ received: 10 }),
    checked: [],
    cases: rankCases(tickets, MONDAY_10, 3),
    ...digest,
  }
  const planned = planReview('weekly', 'cuihu', period, tickets, { ...pace, digest: whole }, MONDAY_10)
  if (planned === undefined) throw new Error('no review of nothing')
  const timeline = planned.entries.map((entry) => ({ ...entry, eventId: 'open' }))
  return { ...planned.set, version: 1, timeline }
}

/** An order to follow up within a day; overrides on top. */
export function anOrder(overrides: Partial<FollowUpOrder> = {}): FollowUpOrder {
  return {
    assignee: { userId: 'ZhangWei', name: '张伟' },
    dueAt: hoursLater(24),
    remindEveryMs: 86_400_000,
    remindTimes: 2,
    ...overrides,
  }
}

/** The review after a decision, as the store would leave it; throws when it was refused. */
export function afterReview(review: Review, decision: ReturnType<typeof planFollowUp> | undefined): Review {
  if (decision === undefined || 'refused' in decision)
    throw new Error(`no change: ${JSON.stringify(decision)}`)
  const version = review.version + 1
  const entries = decision.entries.map((entry) => ({ ...entry, eventId: `event-${String(version)}` }))
  return { ...review, ...decision.set, version, timeline: [...review.timeline, ...entries] }
}

/** A Monday with three cases, the first of which is being followed up; promises of the one before are checked. */
export function aMonday(): Review {
  const tickets = [3, 2, 1].map((n) =>
    aTicket({ id: `t${String(n)}`, number: `JD-20261116-000${String(n)}`, level: 1, reopened: n }),
  )
  const review = aMondayOf(tickets)
  const before = afterReview(review, planFollowUp(review, manager, 't3', anOrder(), MONDAY_10))
  const checked = checkPromises([before], new Map(tickets.map((one) => [one.id, one])), hoursLater(168))
  const later = aMondayOf(tickets, { checked })
  return afterReview(later, planFollowUp(later, manager, 't3', anOrder(), MONDAY_10))
}
