import { expect } from 'chai'
import {
  planConfirm,
  planDiscard,
  planFinish,
  planNote,
  planSendBack,
  planTake,
  planTransfer,
} from '../../../src/domain/ticket/index.ts'
import {
  after,
  anActor,
  aTicket,
  frontDesk,
  guard,
  hoursLater,
  plumber,
  refusalOf,
  sends,
  supervisor,
} from '../../support/builders.ts'

const now = hoursLater(1)
const colleague = anActor({ userId: 'ChenJing', name: '陈静' })
const taken = () => after(aTicket(), planTake(aTicket(), frontDesk, now))

describe('planTake', () => {
  it('REC-4.5 makes the taker the assignee, ends all other cards, gives him his work card', () => {
    const decision = planTake(aTicket(), frontDesk, now)
    expect(after(aTicket(), decision)).to.deep.include({
      status: 'in_progress',
      assignee: { userId: 'WangFang', name: '王芳' },
    })
    expect('messages' in decision && decision.messages[0]).to.deep.include({ settle: 'all', say: 'taken' })
    expect(sends(decision)).to.deep.equal(['work → ["WangFang"]', 'taken → ["ZhaoQiang"]'])
  })

  it('REC-4.5 lets a second taker know who was first and when', () => {
    expect(planTake(taken(), colleague, now)).to.deep.equal({
      refused: 'already_taken',
      facts: { event: 'taken', by: '王芳', at: now.toISOString() },
    })
  })

  it('is refused to somebody who has nothing to do with it', () => {
    expect(refusalOf(planTake(aTicket(), guard, now))).to.equal('not_allowed')
  })

  it('REC-4.7 lets the supervisor take over once responsibility is his, not before', () => {
    expect(refusalOf(planTake(taken(), supervisor, now))).to.equal('already_taken')
    const escalated = { ...taken(), level: 1, responsible: 'supervisor' as const }
    const decision = planTake(escalated, supervisor, now)
    expect(after(escalated, decision).assignee?.name).to.equal('孙丽')
    expect(sends(decision)).to.include('taken_over → ["WangFang"]')
  })
})

describe('planTransfer', () => {
  it('REC-4.6 sends the card to the department, the notice to the group', () => {
    const decision = planTransfer(aTicket(), frontDesk, 'engineering', now)
    expect(after(aTicket(), decision)).to.include({
      status: 'waiting',
      department: 'engineering',
      assignee: null,
    })
    expect(sends(decision)).to.deep.equal(['assignment → "engineering"', 'transfer_notice → "notices"'])
  })

  it('REC-4.6 lets the department take it and keeps others out', () => {
    const ticket = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', now))
    expect(refusalOf(planTake(ticket, guard, now))).to.equal('not_allowed')
    expect(after(ticket, planTake(ticket, plumber, now)).assignee?.name).to.equal('张伟')
  })

  it('is refused to somebody who neither answers for reception nor has the matter in hand', () => {
    expect(refusalOf(planTransfer(aTicket(), plumber, 'order', now))).to.equal('not_allowed')
  })
})

describe('planFinish and planNote', () => {
  it('REC-4.5 closes at once what the front desk has done, and tells the reporter', () => {
    const decision = planFinish(taken(), frontDesk, ' 已换角阀 ', now)
    expect(after(taken(), decision)).to.include({ status: 'closed', result: '已换角阀', closedAt: now })
    expect(sends(decision)).to.deep.equal(['done → ["ZhaoQiang"]', 'closed_note → ["WangFang"]'])
  })

  it('REC-4.6 gives what the department has done back to the front desk', () => {
    const ticket = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', now))
    const mine = after(ticket, planTake(ticket, plumber, now))
    const decision = planFinish(mine, plumber, '已换角阀', now)
    const done = after(mine, decision)
    expect(done).to.include({ status: 'done', closedAt: null })
    expect(sends(decision)).to.include('confirm → "front_desk"')
    expect(after(done, planConfirm(done, frontDesk, now)).status).to.equal('closed')
    expect(refusalOf(planConfirm(done, plumber, now))).to.equal('not_allowed')
  })

  it('REC-4.6 runs on where it stood when the front desk sends it back', () => {
    const ticket = after(aTicket(), planTransfer(aTicket(), frontDesk, 'engineering', now))
    const mine = after(ticket, planTake(ticket, plumber, now))
    const done = after(mine, planFinish(mine, plumber, '好了', now))
    const decision = planSendBack(done, frontDesk, now)
    expect(after(done, decision)).to.include({ status: 'in_progress', result: null })
    expect(sends(decision)).to.deep.equal(['work → ["ZhangWei"]'])
    expect(refusalOf(planSendBack(mine, frontDesk, now))).to.equal('not_now')
  })

  it('asks for words: nothing is finished or noted without', () => {
    expect(refusalOf(planFinish(taken(), frontDesk, '  ', now))).to.equal('text_missing')
    expect(refusalOf(planNote(taken(), frontDesk, '', now))).to.equal('text_missing')
  })

  it('keeps a note on the timeline', () => {
    const ticket = after(taken(), planNote(taken(), frontDesk, '已联系业主', now))
    expect(ticket.timeline.at(-1)).to.deep.include({ type: 'noted', facts: { note: '已联系业主' } })
  })

  it('refuses everything on a closed ticket, saying what happened', () => {
    const closed = after(taken(), planFinish(taken(), frontDesk, '好了', now))
    for (const decision of [
      planTake(closed, colleague, now),
      planTransfer(closed, frontDesk, 'order', now),
      planFinish(closed, frontDesk, '好了', now),
      planDiscard(closed, frontDesk, now),
    ]) {
      expect(decision).to.deep.include({ refused: 'already_over' })
      expect('facts' in decision && decision.facts).to.include({ event: 'closed', by: '王芳' })
    }
  })
})

describe('planDiscard', () => {
  it('不是工单 leaves the desk only while nobody works on it', () => {
    expect(after(aTicket(), planDiscard(aTicket(), frontDesk, now)).status).to.equal('discarded')
    expect(refusalOf(planDiscard(taken(), colleague, now))).to.equal('not_now')
    expect(refusalOf(planDiscard(aTicket(), guard, now))).to.equal('not_allowed')
  })
})
