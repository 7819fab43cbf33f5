import { expect } from 'chai'
import {
  planFollowedUp,
  planFollowUp,
  planFollowUpNote,
  planFollowUpReminder,
} from '../../../src/domain/review/follow-up.ts'
import { planReviewed, planReviewReminder, planReviewStep } from '../../../src/domain/review/review.ts'
import {
  aTicket,
  hoursLater,
  manager,
  MONDAY_10,
  plumber,
  refusalOf,
  sends,
  supervisor,
} from '../../support/builders.ts'
import { afterReview, aMondayOf, anOrder } from '../../support/mondays.ts'
import { aReview } from '../../support/views.ts'

const monday = () => aMondayOf([aTicket({ level: 1 })])
const ordered = () => {
  const review = monday()
  return afterReview(review, planFollowUp(review, manager, 't1', anOrder(), MONDAY_10))
}

describe('a follow-up of a worst case', () => {
  it('REC-4.9 is recorded with who, whom and until when; the assignee gets its card, the manager a word', () => {
    const review = monday()
    const decision = planFollowUp(review, manager, 't1', anOrder(), MONDAY_10)
    expect(sends(decision)).to.deep.equal(['follow_up → ["ZhangWei"]', 'follow_up_kept → ["HeZhiyuan"]'])
    const after = afterReview(review, decision)
    expect(after.followUps?.[0]).to.include({ ticketId: 't1', doneAt: null, remindersLeft: 2 })
    expect(after.followUps?.[0]?.remindAt).to.deep.equal(hoursLater(24))
    expect(after.timeline.at(-1)).to.include({ type: 'follow_up_set', rule: 'REC-4.9' })
  })

  it('REC-4.9 is the manager’s, of this week’s cases only, once, with a day to come', () => {
    const review = monday()
    const plan = (...rest: Parameters<typeof planFollowUp>) => refusalOf(planFollowUp(...rest))
    expect(plan(review, supervisor, 't1', anOrder(), MONDAY_10)).to.equal('not_allowed')
    expect(plan(aReview('daily'), manager, 't1', anOrder(), MONDAY_10)).to.equal('not_allowed')
    expect(plan(aReview('weekly'), manager, 't1', anOrder(), MONDAY_10)).to.equal('not_now')
    expect(plan(review, manager, 'other', anOrder(), MONDAY_10)).to.equal('not_now')
    expect(plan(review, manager, 't1', anOrder({ dueAt: MONDAY_10 }), MONDAY_10)).to.equal('not_now')
    expect(plan(ordered(), manager, 't1', anOrder(), hoursLater(1))).to.equal('already_over')
  })

  it('REC-4.9 is done by its assignee or the manager, once; nobody is reminded any more', () => {
    const review = ordered()
    expect(refusalOf(planFollowedUp(review, supervisor, 't1', hoursLater(2)))).to.equal('not_allowed')
    expect(refusalOf(planFollowedUp(review, plumber, 'other', hoursLater(2)))).to.equal('not_now')
    const done = afterReview(
      review,
      planFollowedUp(review, { ...plumber, userId: 'zhangwei' }, 't1', hoursLater(2)),
    )
    expect(done.followUps?.[0]).to.deep.include({ doneAt: hoursLater(2), remindAt: null })
    expect(planFollowUpReminder(done, hoursLater(48))).to.equal(undefined)
    expect(refusalOf(planFollowedUp(done, manager, 't1', hoursLater(3)))).to.equal('already_over')
  })

  it('REC-4.9 is reminded of when due, as often as the policy says; the manager hears of it once', () => {
    const review = ordered()
    expect(planFollowUpReminder(review, new Date(hoursLater(24).getTime() - 1))).to.equal(undefined)
    const first = planFollowUpReminder(review, hoursLater(24))
    expect(sends(first)).to.deep.equal(['follow_up → ["ZhangWei"]', 'follow_up_due → ["HeZhiyuan"]'])
    const again = afterReview(review, first)
    const second = planFollowUpReminder(again, hoursLater(48))
    expect(sends(second)).to.deep.equal(['follow_up → ["ZhangWei"]'])
    expect(planFollowUpReminder(afterReview(again, second), hoursLater(999))).to.equal(undefined)
  })

  it('REC-4.9 goes on after 已审核, and the review’s own reminders go on beside it', () => {
    const review = ordered()
    expect(review.nextActionAt).to.deep.equal(hoursLater(24))
    const reviewed = afterReview(review, planReviewed(review, manager, hoursLater(1)))
    expect(reviewed.nextActionAt).to.deep.equal(hoursLater(24))
    expect(sends(planReviewStep(reviewed, hoursLater(24)))[0]).to.equal('follow_up → ["ZhangWei"]')
    // Unread: first its own reminder, then the follow-up's, both at the same instant.
    const reminded = afterReview(review, planReviewReminder(review, hoursLater(24)))
    expect(reminded.nextActionAt).to.deep.equal(hoursLater(24))
    expect(sends(planReviewStep(reminded, hoursLater(24)))[0]).to.equal('follow_up → ["ZhangWei"]')
  })

  it('does not hurry or lose the reminders of a review that an earlier release has opened', () => {
    const { followUps, digest, ...rest } = monday()
    expect(followUps).to.deep.equal([])
    const old = { ...rest, reminders: { afterMs: 86_400_000, left: 6 }, ...(digest ? { digest } : {}) }
    const after = afterReview(
      old,
      planFollowUp(old, manager, 't1', anOrder({ dueAt: hoursLater(9) }), MONDAY_10),
    )
    expect(after.nextActionAt).to.deep.equal(hoursLater(9))
    expect(after.reminders.nextAt).to.deep.equal(hoursLater(24))
  })

  it('REC-4.9 stands on the ticket’s own timeline too and changes nothing else there', () => {
    const followUp = ordered().followUps![0]!
    const change = planFollowUpNote(aTicket(), manager, 'follow_up_set', followUp, MONDAY_10)
    expect(change).to.deep.include({ set: {}, messages: [] })
    expect(change.entries[0]?.facts).to.include({ assignee: '张伟', due: hoursLater(24).toISOString() })
  })
})
