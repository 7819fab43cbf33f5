import { expect } from 'chai'
import { nextActionAt, planDueStep, planTake, withNextAction } from '../../../src/domain/ticket/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  hoursLater,
  sampleCalendar,
  samplePolicy,
} from '../../support/builders.ts'

const rules = { policy: samplePolicy, calendar: sampleCalendar }

describe('the clocks of a ticket', () => {
  it('nothing is awaited by a ticket that is over', () => {
    for (const status of ['done', 'closed', 'discarded'] as const) {
      expect(nextActionAt(aTicket({ status }))).to.equal(null)
      expect(planDueStep(aTicket({ status }), rules, hoursLater(1000))).to.equal(undefined)
    }
  })

  it('a change carries the instant of the step after it', () => {
    const taken = planTake(aTicket(), frontDesk, hoursLater(1))
    if ('refused' in taken) throw new Error('refused')
    const change = withNextAction(aTicket(), taken)
    expect(change.set.nextActionAt).to.deep.equal(nextActionAt(after(aTicket(), taken)))
    expect(change.set).to.include({ status: 'in_progress' })
  })

  it('no step is taken a moment before its instant, and each moves the next one on', () => {
    let ticket = aTicket()
    for (let steps = 0; ticket.nextActionAt !== null; steps += 1) {
      expect(steps).to.be.lessThan(50)
      const at: Date = ticket.nextActionAt
      expect(planDueStep(ticket, rules, new Date(at.getTime() - 1))).to.equal(undefined)
      const change = planDueStep(ticket, rules, at)
      if (change === undefined) throw new Error(`no step at ${at.toISOString()}`)
      ticket = after(ticket, withNextAction(ticket, change))
      if (ticket.nextActionAt !== null) expect(ticket.nextActionAt).to.be.greaterThan(at)
    }
    expect(ticket.level).to.equal(2)
  })
})
