import { expect } from 'chai'
import { planHandOn, planTake, planTransfer } from '../../../src/domain/ticket/index.ts'
import { after, aTicket, frontDesk, hoursLater, plumber, sends } from '../../support/builders.ts'

const zhang = { userId: 'ZhangWei', name: '张伟' }
const taken = after(aTicket(), planTake(aTicket(), frontDesk, hoursLater(1)))

describe('planHandOn', () => {
  it('lets a ticket of the front desk wait there again and tells the supervisor', () => {
    const decision = planHandOn(taken, { userId: 'wangfang', name: '王芳' }, hoursLater(2))
    expect(decision?.set).to.deep.equal({ status: 'waiting', assignee: null })
    expect(sends(decision)).to.deep.equal(['intake → "front_desk"', 'handed_on_told → "supervisor"'])
    expect(decision?.messages[0]).to.deep.include({ settle: 'all', say: 'handed_on' })
    expect(decision?.entries).to.deep.equal([
      { at: hoursLater(2), type: 'handed_on', by: 'clock', facts: { name: '王芳' } },
    ])
  })

  it('gives a department’s ticket back to the department, and the risen one to its role as well', () => {
    const transferred = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', hoursLater(1)))
    const inHand = after(transferred, planTake(transferred, plumber, hoursLater(2)))
    expect(sends(planHandOn(inHand, zhang, hoursLater(3)))[0]).to.equal('assignment → "engineering"')
    const risen = { ...inHand, level: 1, responsible: 'supervisor' as const }
    expect(sends(planHandOn(risen, zhang, hoursLater(50)))).to.include('overdue → "supervisor"')
  })

  it('leaves alone what is not, or no more, in his hands, or over', () => {
    expect(planHandOn(aTicket(), zhang, hoursLater(1))).to.equal(undefined)
    expect(planHandOn(taken, zhang, hoursLater(1))).to.equal(undefined)
    expect(planHandOn({ ...taken, status: 'done' }, frontDesk, hoursLater(1))).to.equal(undefined)
    const once = after(taken, planHandOn(taken, frontDesk, hoursLater(1)))
    expect(planHandOn(once, frontDesk, hoursLater(1)), 'twice').to.equal(undefined)
  })
})
