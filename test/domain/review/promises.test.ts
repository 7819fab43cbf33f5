import { expect } from 'chai'
import { checkPromises, openItemsOf } from '../../../src/domain/review/promises.ts'
import { planFollowedUp, planFollowUp } from '../../../src/domain/review/follow-up.ts'
import type { Ticket } from '../../../src/domain/ticket/index.ts'
import { aTicket, hoursLater, manager, MONDAY_10 } from '../../support/builders.ts'
import { afterReview, aMondayOf, anOrder } from '../../support/mondays.ts'

const NEXT_MONDAY = hoursLater(168)
const wang = { userId: 'WangFang', name: '王芳' }
const done = (id: string, hours: number, dueHours: number): Ticket => {
  const ticket = aTicket({ id, status: 'closed', closedAt: hoursLater(hours), dueAt: hoursLater(dueHours) })
  const entry = { at: hoursLater(hours), type: 'done', by: wang, eventId: 'd', facts: {} }
  return { ...ticket, timeline: [...ticket.timeline, entry] }
}
const outcomes = (tickets: Ticket[], followUps: ReturnType<typeof aMondayOf>[] = []) =>
  checkPromises(followUps, new Map(tickets.map((ticket) => [ticket.id, ticket])), NEXT_MONDAY).map(
    ({ what, outcome }) => `${what} ${outcome}`,
  )

describe('the promises of the last Monday', () => {
  it('REC-4.9 tell of each ticket that was open whether it was done in time, late, or is still open', () => {
    const open = ['in-time', 'late', 'open', 'pending', 'gone'].map((id) => aTicket({ id }))
    const now = [
      done('in-time', 20, 24),
      done('late', 30, 24),
      aTicket({ id: 'open', dueAt: hoursLater(48) }),
      aTicket({ id: 'pending', dueAt: hoursLater(200) }),
      aTicket({ id: 'gone', status: 'discarded' }),
    ]
    expect(outcomes(now, [aMondayOf(open)])).to.deep.equal([
      'ticket broken',
      'ticket late',
      'ticket pending',
      'ticket kept',
    ])
  })

  it('ask for nothing that was done already when the list was made', () => {
    const list = [aTicket({ id: 'a' }), aTicket({ id: 'b', status: 'done' }), aTicket({ id: 'c' })]
    expect(openItemsOf(aMondayOf(list))).to.deep.equal(['a', 'c'])
    expect(
      openItemsOf({ items: [{ number: '', place: '', matter: '', status: 'waiting', escalated: false }] }),
    ).to.deep.equal([])
  })

  it('REC-4.9 tell of each follow-up whether it was kept, late, or broken', () => {
    const cases = ['a', 'b', 'c'].map((id) => aTicket({ id, level: 1, status: 'done' }))
    let review = aMondayOf(cases)
    for (const id of ['a', 'b', 'c'])
      review = afterReview(review, planFollowUp(review, manager, id, anOrder(), MONDAY_10))
    review = afterReview(review, planFollowedUp(review, manager, 'a', hoursLater(24)))
    review = afterReview(review, planFollowedUp(review, manager, 'b', hoursLater(25)))
    expect(outcomes([], [review])).to.deep.equal(['follow_up broken', 'follow_up late', 'follow_up kept'])
  })

  it('REC-4.9 tell once more of a follow-up whose day had not come on the Monday after it', () => {
    const cases = ['a', 'b'].map((id) => aTicket({ id, level: 1, status: 'done' }))
    let first = aMondayOf(cases)
    const week = anOrder({ dueAt: hoursLater(169) })
    for (const id of ['a', 'b']) first = afterReview(first, planFollowUp(first, manager, id, week, MONDAY_10))
    first = afterReview(first, planFollowedUp(first, manager, 'a', hoursLater(-1)))
    const told = (now: Date, reviews: (typeof first)[]) =>
      checkPromises(reviews, new Map(), now).map(({ outcome }) => outcome)
    expect(told(NEXT_MONDAY, [first])).to.deep.equal(['pending', 'kept'])
    // The second Monday is MONDAY_10 in these views, so that only what was still open then comes again.
    expect(told(hoursLater(336), [aMondayOf([aTicket({ status: 'done' })]), first])).to.deep.equal(['broken'])
  })

  it('are none before the first review', () => {
    expect(outcomes([aTicket()])).to.deep.equal([])
  })
})
