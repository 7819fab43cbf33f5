import { expect } from 'chai'
import { ITEMS_PER_LIST, planReview } from '../../../src/domain/review/open-review.ts'
import {
  planReviewComment,
  planReviewed,
  planReviewReminder,
  type Review,
} from '../../../src/domain/review/review.ts'
import {
  aTicket,
  frontDesk,
  hoursLater,
  manager,
  MONDAY_10,
  refusalOf,
  sends,
  supervisor,
} from '../../support/builders.ts'

const period = { from: hoursLater(-24), to: hoursLater(24) }
const HOUR_MS = 3_600_000
const PACE = { reminders: { afterMs: HOUR_MS, left: 2 }, unread: 0, listMessages: 4 }

function opened(kind: Review['kind'] = 'daily', tickets = [aTicket()]): Review {
  const planned = planReview(kind, 'cuihu', period, tickets, PACE, MONDAY_10)
  if (planned === undefined) throw new Error('no review')
  return {
    ...planned.set,
    version: 1,
    timeline: planned.entries.map((entry) => ({ ...entry, eventId: 'open' })),
  }
}

describe('planReview', () => {
  it('REC-4.3 sends the day to the supervisor, REC-4.9 the week to the manager', () => {
    expect(sends(planReview('daily', 'cuihu', period, [aTicket()], PACE, MONDAY_10))).to.deep.equal([
      'review_list → "supervisor"',
      'review → "supervisor"',
    ])
    expect(sends(planReview('weekly', 'cuihu', period, [aTicket()], PACE, MONDAY_10))).to.include(
      'review → "manager"',
    )
  })

  it('REC-4.9 counts what was received and closed in the period and what is open', () => {
    const old = aTicket({ reception: { ...aTicket().reception, receivedAt: hoursLater(-100) }, level: 2 })
    const closed = aTicket({ status: 'closed', closedAt: hoursLater(2), kind: 'complaint' })
    expect(opened('weekly', [aTicket(), old, closed]).figures).to.deep.equal({
      received: 2,
      closed: 1,
      complaints: 1,
      escalated: 1,
      open: 2,
    })
  })

  it('is not opened for a period with nothing in it', () => {
    expect(planReview('daily', 'cuihu', period, [], PACE, MONDAY_10)).to.equal(undefined)
  })

  it('splits a long list', () => {
    const many = Array.from({ length: ITEMS_PER_LIST * 2 + 1 }, () => aTicket())
    const lists = sends(planReview('daily', 'cuihu', period, many, PACE, MONDAY_10)).filter((sent) =>
      sent.startsWith('review_list'),
    )
    expect(lists).to.have.length(3)
  })

  it('REC-4.9 sends no more messages of a list than the policy says; the button brings the rest', () => {
    const many = Array.from({ length: ITEMS_PER_LIST * 9 }, () => aTicket())
    const lists = sends(planReview('weekly', 'cuihu', period, many, PACE, MONDAY_10)).filter((sent) =>
      sent.startsWith('review_list'),
    )
    expect(lists).to.have.length(PACE.listMessages)
  })
})

describe('reviewing', () => {
  it('REC-4.3 records who reviewed and when, once', () => {
    const decision = planReviewed(opened(), supervisor, hoursLater(1))
    expect('set' in decision && decision.set).to.include({
      status: 'reviewed',
      reviewedBy: '孙丽',
      nextActionAt: null,
    })
    expect(refusalOf(planReviewed({ ...opened(), status: 'reviewed' }, supervisor, hoursLater(1)))).to.equal(
      'already_over',
    )
  })

  it('REC-4.9 is the manager’s, not the front desk’s', () => {
    expect(refusalOf(planReviewed(opened('weekly'), frontDesk, hoursLater(1)))).to.equal('not_allowed')
    expect(refusalOf(planReviewed(opened('weekly'), supervisor, hoursLater(1)))).to.equal('not_allowed')
    expect(refusalOf(planReviewed(opened('weekly'), manager, hoursLater(1)))).to.equal(undefined)
  })

  it('REC-4.3 reminds as often as the policy says, and not of what is reviewed', () => {
    const review = opened()
    expect(planReviewReminder(review, new Date(MONDAY_10.getTime() + HOUR_MS - 1))).to.equal(undefined)
    const first = planReviewReminder(review, hoursLater(1))
    expect(first?.set).to.deep.equal({
      reminders: { afterMs: HOUR_MS, left: 1, nextAt: hoursLater(2) },
      nextActionAt: hoursLater(2),
    })
    expect(sends(first)).to.deep.equal(['review → "supervisor"'])
    expect(planReviewReminder({ ...review, ...first?.set }, hoursLater(2))?.set.nextActionAt).to.equal(null)
    expect(planReviewReminder({ ...review, status: 'reviewed' }, hoursLater(9))).to.equal(undefined)
  })

  it('REC-4.3 keeps the hour of the reminder and makes up for none that a standstill has skipped', () => {
    expect(planReviewReminder(opened(), hoursLater(5.5))?.set.nextActionAt).to.deep.equal(hoursLater(6))
  })

  it('REC-4.3 keeps the reviewer’s comment, not an empty one', () => {
    const decision = planReviewComment(opened(), supervisor, ' 注意漏水复发 ', hoursLater(1))
    expect('set' in decision && decision.set.comment).to.equal('注意漏水复发')
    expect(refusalOf(planReviewComment(opened(), supervisor, ' ', hoursLater(1)))).to.equal('text_missing')
  })
})
