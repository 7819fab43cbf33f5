import { expect } from 'chai'
import {
  planDiscard,
  planEscalation,
  planFinish,
  planReopen,
  planTake,
  type Ticket,
} from '../../../src/domain/ticket/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  hoursLater,
  plumber,
  refusalOf,
  sampleRules,
  sends,
  supervisor,
} from '../../support/builders.ts'

const reopen = (ticket: Ticket, hours: number, actor = frontDesk, reason = '又漏了') =>
  planReopen(ticket, actor, reason, sampleRules, hoursLater(hours))

describe('planReopen', () => {
  const taken = after(aTicket(), planTake(aTicket(), frontDesk, hoursLater(1)))
  const late = after(taken, planEscalation(taken, hoursLater(48)))
  const closed = after(late, planFinish(late, frontDesk, '已换角阀', hoursLater(50)))

  it('REC-4.6 reckons promise and ladder from now and keeps the first promise on record', () => {
    const ticket = after(closed, reopen(closed, 60, supervisor))
    expect(ticket).to.deep.include({
      status: 'in_progress',
      level: 0,
      responsible: 'front_desk',
      result: null,
      closedAt: null,
      reopened: 1,
      dueAt: hoursLater(60 + 48),
      firstDueAt: hoursLater(48),
    })
    expect(ticket.ladder.map(({ at }) => at)).to.deep.equal([hoursLater(60 + 48), hoursLater(60 + 168)])
    expect(ticket.timeline.at(-1)).to.deep.include({
      type: 'reopened',
      facts: {
        reason: '又漏了',
        result: '已换角阀',
        dueBefore: hoursLater(48).toISOString(),
        dueAfter: hoursLater(108).toISOString(),
      },
    })
    expect(planEscalation(ticket, new Date(hoursLater(108).getTime() - 1))).to.equal(undefined)
    expect(after(ticket, planEscalation(ticket, hoursLater(108))).level).to.equal(1)
  })

  it('gives it back to whoever had it, else to the front desk, and tells the reporter', () => {
    expect(sends(reopen(closed, 60))).to.deep.equal([
      'work → ["WangFang"]',
      'reopened_note → ["WangFang"]',
      'reopened → ["ZhaoQiang"]',
    ])
    expect(sends(reopen({ ...closed, assignee: null }, 60))[0]).to.equal('intake → "front_desk"')
    expect(after(closed, reopen({ ...closed, assignee: null }, 60)).status).to.equal('waiting')
  })

  it('counts every reopening', () => {
    const again = after(closed, reopen(closed, 60))
    const closedAgain = after(again, planFinish(again, frontDesk, '好了', hoursLater(61)))
    expect(after(closedAgain, reopen(closedAgain, 62))).to.deep.include({
      reopened: 2,
      firstDueAt: hoursLater(48),
    })
  })

  it('REC-4.6 is possible for thirty days after the end, not a millisecond longer', () => {
    const last = 50 + 30 * 24
    expect(refusalOf(reopen(closed, last))).to.equal(undefined)
    expect(
      refusalOf(
        planReopen(closed, frontDesk, '又漏了', sampleRules, new Date(hoursLater(last).getTime() + 1)),
      ),
    ).to.equal('too_late')
    const done: Ticket = {
      ...taken,
      status: 'done',
      timeline: [
        ...taken.timeline,
        { at: hoursLater(2), type: 'done', by: frontDesk, eventId: 'e', facts: {} },
      ],
    }
    expect(refusalOf(reopen(done, 2 + 30 * 24))).to.equal(undefined)
    expect(refusalOf(reopen(done, 3 + 30 * 24))).to.equal('too_late')
  })

  it('is refused without a reason, to others, and for what is open or was no matter', () => {
    expect(refusalOf(reopen(closed, 60, frontDesk, '  '))).to.equal('reason_missing')
    expect(refusalOf(reopen(closed, 60, plumber))).to.equal('not_allowed')
    expect(refusalOf(reopen(taken, 60))).to.equal('not_now')
    const discarded = after(aTicket(), planDiscard(aTicket(), frontDesk, hoursLater(1)))
    expect(reopen(discarded, 60)).to.deep.include({ refused: 'not_now' })
  })
})
