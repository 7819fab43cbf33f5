import { expect } from 'chai'
import { ANSWERS } from '../../src/texts/answers.ts'
import { aTicket, hoursLater } from '../support/builders.ts'
import { aTap } from '../support/events.ts'
import { directoryWithout } from '../support/leavers.ts'
import { twoCommunities } from '../support/two-communities.ts'
import { aReview } from '../support/views.ts'
import { createDeskStage, type Stage } from './stage.ts'

const wang = { userId: 'WangFang', name: '王芳' }
const chen = { userId: 'ChenJing', name: '陈静' }

describe('a tap on a card', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
    stage.tickets.put(aTicket())
  })

  it('REC-4.5 接单: the tapper becomes the assignee, the others’ cards end', async () => {
    await stage.handle(aTap('card:take'))
    expect(stage.ticket()).to.deep.include({ status: 'in_progress', assignee: wang, version: 2 })
    expect(stage.sends('t1')).to.deep.equal(['work', 'taken'])
    expect(stage.said()).to.deep.equal([])
  })

  it('does not mind how the platform spells the user id', async () => {
    await stage.handle(aTap('card:take', { from: 'wangfang' }))
    expect(stage.ticket().assignee).to.deep.equal(wang)
  })

  it('replayed changes nothing and says nothing', async () => {
    const tap = aTap('card:take')
    await stage.handle(tap)
    await stage.handle(tap)
    expect(stage.ticket().version).to.equal(2)
    expect([...stage.said(), ...stage.ended()]).to.deep.equal([])
  })

  it('REC-4.5 of two at once one wins, the other’s card ends with what happened', async () => {
    await Promise.all([
      stage.handle(aTap('card:take')),
      stage.handle(aTap('card:take', { from: 'ChenJing' })),
    ])
    expect([wang, chen]).to.deep.include(stage.ticket().assignee)
    expect(stage.ticket().version).to.equal(2)
    expect(stage.ended()).to.deep.equal(['card of t1: taken'])
  })

  it('that comes too late ends the card with what happened', async () => {
    await stage.handle(aTap('card:discard', { from: 'ChenJing' }))
    await stage.handle(aTap('card:take'))
    expect(stage.ended()).to.deep.equal(['card of t1: discarded'])
    expect(stage.said()).to.deep.equal([])
  })

  it('of somebody who may not is answered in words and changes nothing', async () => {
    await stage.handle(aTap('card:complaint', { from: 'ZhangWei' }))
    expect(stage.ticket().version).to.equal(1)
    expect(stage.said()).to.have.length(1)
    expect(stage.said()[0]).to.include('没有此项操作的权限')
    expect(stage.log.lines.at(-1)).to.include({
      code: 'not_allowed',
      actor: 'ZhangWei',
      key: 'card:complaint',
    })
  })

  it('of somebody who has left is refused in words, even by the role he had', async () => {
    stage.directory.replace(directoryWithout(twoCommunities, wang))
    await stage.handle(aTap('card:take', { from: 'wangfang' }))
    await stage.handle(aTap('card:transfer', { from: 'WangFang' }))
    expect(stage.ticket().version).to.equal(1)
    expect(stage.said()).to.deep.equal(Array(2).fill(ANSWERS.formerMember))
  })

  it('退回重办 goes back to where it lay when the worker has left', async () => {
    const worker = { userId: 'ZhangWei', name: '张伟' }
    stage.directory.replace(directoryWithout(twoCommunities, worker))
    stage.tickets.put(aTicket({ status: 'done', assignee: worker, result: '已修' }))
    await stage.handle(aTap('card:send-back'))
    expect(stage.ticket()).to.deep.include({ status: 'waiting', assignee: null })
    expect(stage.sends('t1')).to.deep.equal(['intake'])
  })

  it('of a stranger is no tap of staff', async () => {
    await stage.handle(aTap('card:take', { from: 'Nobody' }))
    expect(stage.ticket().status).to.equal('waiting')
    expect(stage.said()[0]).to.include('权限')
  })

  it('on an unknown card, an unknown key or a lost record is answered in words', async () => {
    await stage.handle(aTap('card:take', { taskId: 'unknown' }))
    await stage.handle(aTap('card:from-an-older-version'))
    await stage.handle(aTap('card:take', { taskId: 'gone' }))
    await stage.handle(aTap('card:finish', { taskId: 'gone' }))
    expect(stage.said()).to.deep.equal(Array(4).fill(ANSWERS.cardUnknown))
    expect(stage.ticket().version).to.equal(1)
  })

  it('REC-4.6 转部门 to the chosen department', async () => {
    await stage.handle(aTap('card:transfer', { selected: { department: ['order'] } }))
    expect(stage.ticket().department).to.equal('order')
    expect(
      stage.tickets.outboxOf('t1').find((item) => 'send' in item && item.send === 'assignment'),
    ).to.deep.include({
      to: { users: ['MaChao', 'ZhaoQiang', 'QianYong'] },
    })
  })

  it('REC-4.6 转部门 without a choice goes to the department that the card showed', async () => {
    await stage.handle(aTap('card:transfer'))
    expect(stage.ticket().department).to.equal('engineering')
    stage.tickets.put(aTicket({ id: 't2', department: 'quality' }))
    await stage.handle(aTap('card:transfer', { taskId: 't2' }))
    expect((await stage.tickets.find('t2'))?.department, 'not in this community: the first').to.equal(
      'engineering',
    )
    stage.tickets.put(aTicket({ id: 't3', department: null }))
    await stage.handle(aTap('card:transfer', { taskId: 't3' }))
    expect((await stage.tickets.find('t3'))?.department).to.equal('engineering')
  })

  it('转部门 to a department that does not exist is refused in whole words', async () => {
    for (const department of ['business', 'quality', '__proto__', '']) {
      await stage.handle(aTap('card:transfer', { selected: { department: [department] } }))
    }
    expect(stage.ticket().version).to.equal(1)
    expect(new Set(stage.said())).to.deep.equal(new Set(['此单当前不能这样操作。']))
  })

  it('为什么这个时间？ is answered in words, once, and changes nothing', async () => {
    const tap = aTap('card:why')
    await stage.handle(tap)
    await stage.handle(tap)
    await stage.handle(aTap('card:why', { taskId: 'gone' }))
    expect(stage.said()[0]).to.include('11月23日 10:00 登记 + 2天（按连续时间计算）= 11月25日 10:00')
    expect(stage.said().slice(1)).to.deep.equal([ANSWERS.cardUnknown])
    expect(stage.ticket().version).to.equal(1)
  })

  it('REC-4.4 投诉 corrects the kind', async () => {
    await stage.handle(aTap('card:complaint'))
    expect(stage.ticket().kind).to.equal('complaint')
    expect(stage.sends('t1')).to.deep.equal(['intake', 'complaint_notice', 'apology'])
  })

  it('REC-4.6 确认关闭 and 退回重办', async () => {
    stage.tickets.put(
      aTicket({ status: 'done', assignee: { userId: 'ZhangWei', name: '张伟' }, result: '已修' }),
    )
    await stage.handle(aTap('card:send-back'))
    expect(stage.ticket()).to.deep.include({ status: 'in_progress', result: null })
    stage.tickets.put(aTicket({ id: 't2', status: 'done' }))
    await stage.handle(aTap('card:confirm', { taskId: 't2' }))
    expect((await stage.tickets.find('t2'))?.status).to.equal('closed')
  })

  it('REC-4.7, REC-4.8: the supervisor reminds and escalates; the manager’s card of the wrong level is ended', async () => {
    stage.tickets.put(aTicket({ level: 1, responsible: 'supervisor' }))
    stage.clock.set(hoursLater(50))
    await stage.handle(aTap('card:remind', { from: 'SunLi' }))
    await stage.handle(aTap('card:escalate', { from: 'SunLi' }))
    expect(stage.ticket()).to.include({ level: 2, responsible: 'manager' })
    expect(stage.sends('t1')).to.include.members(['reminder', 'reminded_note', 'overdue', 'overdue_notice'])
    await stage.handle(aTap('card:escalate', { from: 'SunLi' }))
    expect(stage.ended()).to.deep.equal(['card of t1: escalated'])
  })

  it('acts with what the tapper is in the community of the ticket, not elsewhere', async () => {
    stage.tickets.put(aTicket({ communityId: 'bihai' }))
    await stage.handle(aTap('card:complaint', { from: 'WangFang' }))
    expect(stage.ticket().version).to.equal(1)
    await stage.handle(aTap('card:complaint', { from: 'TangYun' }))
    expect(stage.ticket().version).to.equal(2)
  })
})

describe('a tap that needs words', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
    stage.tickets.put(aTicket({ status: 'in_progress', assignee: wang }))
  })

  for (const [key, ask, from, word] of [
    ['card:finish', 'result', 'WangFang', '处理结果'],
    ['card:note', 'note', 'WangFang', '处理进展'],
    ['card:close-unsolved', 'close_reason', 'HeZhiyuan', '原因'],
  ] as const) {
    it(`${key} asks for them once, also when it is replayed`, async () => {
      const tap = aTap(key, { from })
      await stage.handle(tap)
      await stage.handle(tap)
      expect(await stage.asked(from)).to.equal(ask)
      expect(stage.said()).to.have.length(1)
      expect(stage.said()[0]).to.include('JD-20261123-0001').and.include(word)
      expect(stage.ticket().version).to.equal(1)
    })
  }

  it('asks nothing whose answer would be refused', async () => {
    await stage.handle(aTap('card:close-unsolved'))
    expect(await stage.asked('WangFang')).to.equal(undefined)
    expect(stage.said()[0]).to.include('权限')
    stage.tickets.put(
      aTicket({
        status: 'closed',
        timeline: [{ at: hoursLater(1), type: 'closed', by: chen, eventId: 'x', facts: {} }],
      }),
    )
    await stage.handle(aTap('card:finish'))
    expect(await stage.asked('WangFang')).to.equal(undefined)
    expect(stage.ended()).to.deep.equal(['card of t1: closed'])
  })

  it('REC-4.2 stays open for two hours only', async () => {
    await stage.handle(aTap('card:note'))
    stage.clock.set(hoursLater(2))
    expect(await stage.asked('WangFang')).to.equal(undefined)
  })

  it('REC-4.8b the manager’s reason closes the ticket and is told', async () => {
    await stage.handle(aTap('card:close-unsolved', { from: 'HeZhiyuan' }))
    await stage.hears('产权不属物业', 'HeZhiyuan')
    expect(stage.ticket()).to.include({ status: 'closed', result: '产权不属物业' })
    expect(stage.sends('t1')).to.deep.equal(['closed_note', 'closed_unsolved'])
  })
})

describe('已审核', () => {
  it('REC-4.3 is recorded and the next words are the comment', async () => {
    const stage = createDeskStage()
    const review = aReview()
    stage.reviews.put(review)
    const tap = aTap('card:reviewed', { from: 'SunLi', taskId: review.id })
    await stage.handle(tap)
    await stage.handle(tap)
    expect(await stage.asked('SunLi')).to.equal('review_comment')
    await stage.hears('漏水的单子请盯紧', 'SunLi')
    expect(await stage.reviews.find(review.id)).to.include({
      status: 'reviewed',
      reviewedBy: '孙丽',
      comment: '漏水的单子请盯紧',
    })
    expect(stage.sends(review.id)).to.deep.equal(['review_kept', 'comment_kept'])
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('REC-4.3 a report of the reviewer is a ticket, not a comment; the comment may still follow', async () => {
    const stage = createDeskStage()
    const review = aReview()
    stage.reviews.put(review)
    await stage.handle(aTap('card:reviewed', { from: 'SunLi', taskId: review.id }))
    await stage.hears('5栋1单元301 李先生 13900000000 厨房漏水', 'SunLi')
    expect(stage.ticket().reception.room).to.equal('5-1-301')
    expect(await stage.asked('SunLi')).to.equal('review_comment')
  })

  it('REC-4.9 is not for the front desk', async () => {
    const stage = createDeskStage()
    const review = aReview('weekly')
    stage.reviews.put(review)
    await stage.handle(aTap('card:reviewed', { taskId: review.id }))
    expect((await stage.reviews.find(review.id))?.status).to.equal('open')
    expect(await stage.asked('WangFang')).to.equal(undefined)
  })

  it('a second reviewer’s card ends with who was first', async () => {
    const stage = createDeskStage()
    const review = aReview()
    stage.reviews.put(review)
    await stage.handle(aTap('card:reviewed', { from: 'SunLi', taskId: review.id }))
    await stage.handle(aTap('card:reviewed', { from: 'HeZhiyuan', taskId: review.id }))
    expect(stage.ended()).to.deep.equal([`card of ${review.id}: reviewed`])
  })
})
