import { expect } from 'chai'
import { DEPARTMENTS, type DepartmentKey } from '../../../src/domain/people.ts'
import {
  planCategoryCorrection,
  planFinish,
  planKindCorrection,
  planTake,
  planTransfer,
  type Ticket,
} from '../../../src/domain/ticket/index.ts'
import { KINDS } from '../../../src/understanding/index.ts'
import {
  after,
  aTicket,
  frontDesk,
  guard,
  hoursLater,
  plumber,
  refusalOf,
  sampleRules,
  sends,
} from '../../support/builders.ts'

const now = hoursLater(1)
const correct = (ticket: Ticket, kind: (typeof KINDS)[number], actor = frontDesk, rules = sampleRules) =>
  planKindCorrection(ticket, actor, kind, rules, now)

describe('planKindCorrection', () => {
  it('REC-4.4 puts the old and the new kind on the timeline and tells the supervisor', () => {
    const decision = correct(aTicket(), 'complaint')
    const ticket = after(aTicket(), decision)
    expect(ticket.kind).to.equal('complaint')
    expect(ticket.timeline.at(-1)).to.deep.include({ type: 'complaint', rule: 'REC-4.4' })
    expect(ticket.timeline.at(-1)?.facts).to.include({
      field: 'kind',
      from: 'repair',
      to: 'complaint',
      read: 'repair',
    })
    expect(sends(decision)).to.deep.equal([
      'intake → "front_desk"',
      'complaint_notice → "supervisor"',
      'apology → ["ZhaoQiang"]',
    ])
    expect(correct(ticket, 'complaint')).to.deep.equal({
      refused: 'not_now',
      facts: { event: 'complaint', to: 'complaint' },
    })
  })

  it('REC-4.4 goes in every direction', () => {
    for (const from of KINDS) {
      for (const to of KINDS.filter((kind) => kind !== from)) {
        const ticket = after(aTicket({ kind: from }), correct(aTicket({ kind: from }), to))
        expect(ticket.kind).to.equal(to)
        expect(ticket.timeline.at(-1)?.facts).to.include({ field: 'kind', from, to })
      }
    }
  })

  it('REC-4.4 keeps what had been read from the words at first, however often it is corrected', () => {
    const once = after(aTicket(), correct(aTicket(), 'consult'))
    const twice = after(once, correct(once, 'help'))
    expect(twice.timeline.at(-1)?.facts).to.include({ from: 'consult', to: 'help', read: 'repair' })
  })

  it('REC-4.4 reckons the deadlines anew and tells the reporter when the promise has changed', () => {
    const { policy } = sampleRules
    const strict = { ...policy['REC-4.6'], handleWithin: { span: 'PT4H', count: 'rolling' as const } }
    const rules = { ...sampleRules, policy: { ...policy, 'REC-4.6': strict } }
    const decision = correct(aTicket(), 'consult', frontDesk, rules)
    const ticket = after(aTicket(), decision)
    expect(ticket.dueAt).to.deep.equal(hoursLater(4))
    expect(ticket.firstDueAt).to.deep.equal(hoursLater(48))
    expect(ticket.timeline.at(-1)?.facts).to.include({
      dueBefore: hoursLater(48).toISOString(),
      dueAfter: hoursLater(4).toISOString(),
    })
    expect(sends(decision)).to.include('promise_changed → ["ZhaoQiang"]')
    expect(sends(correct(aTicket(), 'consult'))).to.not.include('promise_changed → ["ZhaoQiang"]')
  })

  it('REC-4.4 tells the supervisor when it is no complaint after all', () => {
    const ticket = after(aTicket(), correct(aTicket(), 'complaint'))
    expect(sends(correct(ticket, 'repair'))).to.deep.equal([
      'intake → "front_desk"',
      'complaint_withdrawn → "supervisor"',
    ])
  })

  it('is urgent while it is an emergency', () => {
    const urgent = after(aTicket(), correct(aTicket(), 'emergency'))
    expect(urgent.urgent).to.equal(true)
    expect(after(urgent, correct(urgent, 'repair')).urgent).to.equal(false)
    const hasty = aTicket({ urgent: true })
    expect(after(hasty, correct(hasty, 'complaint')).urgent, 'urgent for other reasons').to.equal(true)
  })

  it('gives whoever has it in hand a fresh card', () => {
    const transferred = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', now))
    expect(sends(correct(transferred, 'help'))).to.deep.equal(['assignment → "engineering"'])
    const mine = after(transferred, planTake(transferred, plumber, now))
    expect(sends(correct(mine, 'help', plumber))).to.deep.equal(['work → ["ZhangWei"]'])
    const late = { ...mine, level: 1, responsible: 'supervisor' as const }
    expect(sends(correct(late, 'help'))).to.deep.equal(['work → ["ZhangWei"]', 'overdue → "supervisor"'])
  })

  it('is for the desk and the assignee, while it is open', () => {
    expect(refusalOf(correct(aTicket(), 'help', plumber))).to.equal('not_allowed')
    expect(refusalOf(correct(aTicket(), 'help', guard))).to.equal('not_allowed')
    const closed = after(aTicket(), planFinish(aTicket(), frontDesk, '好了', now))
    expect(refusalOf(correct(closed, 'help'))).to.equal('already_over')
  })
})

describe('planCategoryCorrection', () => {
  const sort = (
    ticket: Ticket,
    category: 'noise' | 'plumbing',
    actor = frontDesk,
    offered: readonly DepartmentKey[] = DEPARTMENTS,
  ) => planCategoryCorrection(ticket, actor, category, offered, now)
  const transferred = () => after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', now))
  const taken = () => after(transferred(), planTake(transferred(), plumber, now))

  it('REC-4.4 names another department while it lies with the front desk', () => {
    const decision = sort(aTicket(), 'noise')
    const ticket = after(aTicket(), decision)
    expect(ticket).to.include({ category: 'noise', department: 'order', kind: 'repair' })
    expect(ticket.timeline.at(-1)?.facts).to.include({
      field: 'category',
      from: 'water_leak',
      to: 'noise',
      read: 'water_leak',
      fromDepartment: 'engineering',
      toDepartment: 'order',
    })
    expect(sends(decision)).to.deep.equal(['intake → "front_desk"'])
  })

  it('REC-4.6 hands a transferred matter on to the right department', () => {
    const decision = sort(taken(), 'noise', plumber)
    expect(after(taken(), decision)).to.include({ status: 'waiting', assignee: null, department: 'order' })
    expect(sends(decision)).to.deep.equal(['assignment → "order"', 'transfer_notice → "notices"'])
    expect(refusalOf(planTake(after(taken(), decision), plumber, now))).to.equal('not_allowed')
  })

  it('leaves it with the assignee when the department stays, is not there, or the desk has it in hand', () => {
    expect(after(taken(), sort(taken(), 'plumbing', plumber))).to.deep.include({
      status: 'in_progress',
      category: 'plumbing',
      assignee: { userId: 'ZhangWei', name: '张伟' },
    })
    expect(after(taken(), sort(taken(), 'noise', plumber, []))).to.include({
      status: 'in_progress',
      department: 'engineering',
    })
    const ours = { ...taken(), assignee: { userId: 'WangFang', name: '王芳' } }
    expect(after(ours, sort(ours, 'noise')).status).to.equal('in_progress')
  })

  it('is refused when it is that already, to strangers, and when it is over', () => {
    expect(refusalOf(planCategoryCorrection(aTicket(), frontDesk, 'water_leak', DEPARTMENTS, now))).to.equal(
      'not_now',
    )
    expect(refusalOf(sort(aTicket(), 'noise', guard))).to.equal('not_allowed')
    const closed = after(aTicket(), planFinish(aTicket(), frontDesk, '好了', now))
    expect(refusalOf(sort(closed, 'noise'))).to.equal('already_over')
  })
})
