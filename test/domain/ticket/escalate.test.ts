import { expect } from 'chai'
import {
  nextStepAt,
  planCloseUnsolved,
  planEscalation,
  planEscalationByHand,
  planFinish,
  planReminder,
  planTake,
} from '../../../src/domain/ticket/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  hoursLater,
  manager,
  refusalOf,
  sends,
  supervisor,
} from '../../support/builders.ts'

const DAY = 24

describe('planEscalation', () => {
  it('REC-4.7 passes a two-day-old ticket to the supervisor, not a second earlier', () => {
    const ticket = aTicket()
    expect(planEscalation(ticket, new Date(hoursLater(2 * DAY).getTime() - 1))).to.equal(undefined)
    const decision = planEscalation(ticket, hoursLater(2 * DAY))
    expect(after(ticket, decision)).to.include({ level: 1, responsible: 'supervisor' })
    expect(sends(decision)).to.deep.equal([
      'overdue → "supervisor"',
      'overdue_told → "front_desk"',
      'overdue_notice → "notices"',
    ])
  })

  it('REC-4.8 passes a week-old ticket to the manager, each step once', () => {
    const first = after(aTicket(), planEscalation(aTicket(), hoursLater(8 * DAY)))
    expect(first.level).to.equal(1)
    const second = after(first, planEscalation(first, hoursLater(8 * DAY)))
    expect(second).to.include({ level: 2, responsible: 'manager' })
    expect(planEscalation(second, hoursLater(80 * DAY))).to.equal(undefined)
    expect(nextStepAt(second)).to.equal(null)
  })

  it('REC-4.7 tells the assignee when there is one', () => {
    const ticket = after(aTicket(), planTake(aTicket(), frontDesk, hoursLater(1)))
    expect(sends(planEscalation(ticket, hoursLater(2 * DAY)))).to.include('overdue_told → ["WangFang"]')
  })

  it('leaves what is closed alone', () => {
    const ticket = after(aTicket(), planFinish(aTicket(), frontDesk, '好了', hoursLater(1)))
    expect(planEscalation(ticket, hoursLater(9 * DAY))).to.equal(undefined)
    expect(nextStepAt(ticket)).to.equal(null)
  })
})

describe('supervisor and manager', () => {
  it('REC-4.8 lets the supervisor hand up before the week is over', () => {
    const decision = planEscalationByHand({ ...aTicket(), level: 1 }, supervisor, hoursLater(50))
    expect(after(aTicket(), decision).responsible).to.equal('manager')
    expect(refusalOf(planEscalationByHand(aTicket(), frontDesk, hoursLater(1)))).to.equal('not_allowed')
    expect(refusalOf(planEscalationByHand({ ...aTicket(), level: 2 }, supervisor, hoursLater(1)))).to.equal(
      'not_now',
    )
  })

  it('催办 reaches those who work on it', () => {
    expect(sends(planReminder(aTicket(), supervisor, hoursLater(50)))).to.include('reminder → "front_desk"')
    expect(refusalOf(planReminder(aTicket(), frontDesk, hoursLater(50)))).to.equal('not_allowed')
  })

  it('REC-4.8b lets only the manager close without a solution, and only with a reason', () => {
    const ticket = aTicket()
    expect(refusalOf(planCloseUnsolved(ticket, supervisor, '业主不在', hoursLater(1)))).to.equal(
      'not_allowed',
    )
    expect(refusalOf(planCloseUnsolved(ticket, manager, '  ', hoursLater(1)))).to.equal('text_missing')
    const decision = planCloseUnsolved(ticket, manager, '属市政管网', hoursLater(1))
    const closed = after(ticket, decision)
    expect(closed).to.include({ status: 'closed', result: '属市政管网' })
    expect(closed.timeline.at(-1)).to.deep.include({ type: 'closed_unsolved', rule: 'REC-4.8b' })
    expect(sends(decision)).to.include('closed_unsolved → ["ZhaoQiang"]')
  })
})
