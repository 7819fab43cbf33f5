import { expect } from 'chai'
import { sayHelp } from '../../src/texts/help.ts'
import { ANSWERS } from '../../src/texts/answers.ts'
import { aTicket, EXAMPLE, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { aTap, aText } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

describe('a member’s text', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })

  it('REC-4.2b becomes a ticket with both people on it', async () => {
    await stage.hears(EXAMPLE)
    const { reception, number, communityId } = stage.ticket()
    expect(reception).to.include({
      room: '3-2-501',
      ownerName: '张女士',
      phone: '13800000000',
      matter: '厨房漏水',
      channel: 'chat',
    })
    expect(reception.reporter).to.deep.equal({ userId: 'ZhaoQiang', name: '赵强' })
    expect({ number, communityId }).to.deep.equal({ number: 'JD-20261123-0001', communityId: 'cuihu' })
    expect(stage.sends(stage.ticket().id)).to.deep.equal(['intake', 'registered'])
    expect(await stage.asked('ZhaoQiang')).to.equal(undefined)
  })

  it('replayed opens no second ticket', async () => {
    const event = aText(EXAMPLE)
    await stage.handle(event)
    await stage.handle(event)
    expect(stage.ticket().version).to.equal(1)
  })

  it('REC-4.2 with details missing opens the ticket and asks for them', async () => {
    await stage.hears('厨房漏水')
    expect(stage.sends(stage.ticket().id)).to.deep.equal(['intake', 'registered_ask'])
    expect(await stage.asked('ZhaoQiang')).to.equal('details')
  })

  it('REC-4.2 the answer completes the ticket, in several messages if need be', async () => {
    await stage.hears('厨房漏水')
    await stage.hears('3栋2单元501')
    expect(stage.ticket().reception).to.include({ room: '3-2-501', phone: null })
    expect(await stage.asked('ZhaoQiang')).to.equal('details')
    await stage.hears('张女士 13800000000')
    expect(stage.ticket().reception).to.include({
      ownerName: '张女士',
      phone: '13800000000',
      matter: '厨房漏水',
    })
    expect(await stage.asked('ZhaoQiang')).to.equal(undefined)
  })

  it('a fresh report while a question is open is not swallowed', async () => {
    await stage.hears('3栋2单元501 厨房漏水')
    await stage.hears('5栋1单元301 李先生 13900000000 客厅灯不亮')
    expect(stage.tickets.all().map(({ reception }) => reception.room)).to.have.members(['3-2-501', '5-1-301'])
    expect(stage.tickets.all()[0]?.reception.phone).to.equal(null)
  })

  it('a fresh report about a public place is not swallowed, the place alone is an answer', async () => {
    await stage.hears('漏水')
    await stage.hears('大堂的灯不亮了')
    expect(stage.tickets.all().map(({ reception }) => reception.matter)).to.deep.equal([
      '漏水',
      '大堂的灯不亮了',
    ])
    await stage.hears('漏水', 'YangMei')
    await stage.hears('在大堂', 'YangMei')
    expect(stage.tickets.all()).to.have.length(3)
    expect(stage.tickets.all()[2]?.reception.location).to.include('大堂')
  })

  for (const details of [
    '房号3-2-501 电话13800000000',
    '在3栋2单元501 电话13800000000',
    '房号：3栋2单元501，13800000000',
  ]) {
    it(`REC-4.2 «${details}» is an answer, whatever sort it is guessed to be`, async () => {
      await stage.hears('厨房漏水')
      await stage.hears(details)
      expect(stage.ticket().reception).to.include({
        room: '3-2-501',
        phone: '13800000000',
        matter: '厨房漏水',
      })
    })
  }

  it('a note closes its question, also on a ticket that still lacks details', async () => {
    stage.tickets.put(aTicket({ text: '漏水' }))
    await stage.handle(aTap('card:take'))
    await stage.handle(aTap('card:note'))
    await stage.hears('已联系业主', 'WangFang')
    expect(await stage.asked('WangFang')).to.equal(undefined)
  })

  it('a fresh report without a room is not swallowed after the first matter was closed', async () => {
    await stage.hears('厨房漏水')
    await stage.handle(aTap('card:discard', { taskId: stage.ticket().id }))
    await stage.hears('大堂的灯不亮了，请派人修')
    expect(stage.tickets.all()).to.have.length(2)
  })

  it('details that come after the matter was closed are told that they are too late', async () => {
    await stage.hears('厨房漏水')
    await stage.handle(aTap('card:discard', { taskId: stage.ticket().id }))
    await stage.hears('张女士 13800000000')
    expect(stage.ticket().status).to.equal('discarded')
    expect(stage.said().at(-1)).to.match(/不建单，无法再操作。$/)
  })

  it('an answer is taken once, also when it is replayed after the question was closed', async () => {
    stage.tickets.put(aTicket({ status: 'in_progress', assignee: { userId: 'WangFang', name: '王芳' } }))
    await stage.handle(aTap('card:note'))
    const answer = aText('已约明天上门', { from: 'WangFang' })
    await stage.handle(answer)
    await stage.handle(answer)
    expect(stage.ticket().timeline.filter(({ type }) => type === 'noted')).to.have.length(1)
    expect(stage.said(), 'only the question').to.have.length(1)
  })

  it('取消 ends the question and changes nothing', async () => {
    stage.tickets.put(aTicket({ status: 'in_progress', assignee: { userId: 'WangFang', name: '王芳' } }))
    await stage.handle(aTap('card:finish'))
    const cancel = aText('取消。', { from: 'WangFang' })
    await stage.handle(cancel)
    await stage.handle(cancel)
    expect(stage.said().at(-1)).to.equal(ANSWERS.cancelled)
    expect(await stage.asked('WangFang')).to.equal(undefined)
    expect(stage.ticket()).to.include({ status: 'in_progress', version: 1 })
  })

  it('“算了，已经修好了” is a result, not a cancellation', async () => {
    stage.tickets.put(aTicket({ status: 'in_progress', assignee: { userId: 'WangFang', name: '王芳' } }))
    await stage.handle(aTap('card:finish'))
    await stage.hears('算了，已经修好了', 'WangFang')
    expect(stage.ticket().result).to.equal('算了，已经修好了')
  })

  it('REC-4.5 a result that comes after somebody else closed it is told what happened', async () => {
    stage.tickets.put(aTicket({ status: 'in_progress', assignee: { userId: 'WangFang', name: '王芳' } }))
    await stage.handle(aTap('card:finish'))
    await stage.handle(aTap('card:finish', { from: 'SunLi' }))
    await stage.hears('已由主管处理', 'SunLi')
    await stage.hears('已换角阀', 'WangFang')
    expect(stage.ticket().result).to.equal('已由主管处理')
    expect(stage.said().at(-1)).to.equal('此单孙丽 11月23日 10:00 已关闭，无法再操作。')
    expect(await stage.asked('WangFang')).to.equal(undefined)
  })

  it('an answer after the question has expired is a message of its own', async () => {
    await stage.hears('3栋2单元501 厨房漏水')
    stage.clock.set(hoursLater(3))
    await stage.hears('谢谢')
    expect(stage.ticket().version).to.equal(1)
    expect(stage.said()).to.deep.equal([ANSWERS.notATicket])
  })

  it('small talk is answered and makes no ticket', async () => {
    for (const text of ['你好', '谢谢', '收到']) await stage.hears(text)
    expect(stage.tickets.all()).to.deep.equal([])
    expect(stage.said()).to.deep.equal(Array(3).fill(ANSWERS.notATicket))
  })

  it('small talk while a question is open leaves it open', async () => {
    await stage.hears('3栋2单元501 厨房漏水')
    await stage.hears('好的')
    expect(stage.ticket().version).to.equal(1)
    expect(await stage.asked('ZhaoQiang')).to.equal('details')
  })

  it('empty words are said to be empty, help is given', async () => {
    for (const text of ['', '  \n ', '帮助', '？']) await stage.hears(text)
    expect(stage.said()).to.deep.equal([
      ANSWERS.emptyText,
      ANSWERS.emptyText,
      ...Array<string>(2).fill(sayHelp(['staff'], true)),
    ])
    expect(stage.tickets.all()).to.deep.equal([])
  })

  it('of 10,000 characters is a ticket like any other', async () => {
    await stage.hears(`3栋2单元501 张女士 13800000000 厨房漏水${'，很急'.repeat(3000)}`)
    expect(stage.ticket().reception.room).to.equal('3-2-501')
  })

  it('nobody reports in the future, whatever the platform’s clock says', async () => {
    await stage.handle(aText(EXAMPLE, { at: hoursLater(5) }))
    expect(stage.ticket().reception.receivedAt).to.deep.equal(MONDAY_10)
    await stage.handle(aText('5栋1单元301 漏水', { at: hoursLater(-5) }))
    expect(
      stage.tickets.all()[1]?.reception.receivedAt,
      'heard late: the promise counts from when it was said',
    ).to.deep.equal(hoursLater(-5))
  })

  it('of somebody the configuration does not know is still a ticket', async () => {
    await stage.hears(EXAMPLE, 'NewColleague')
    expect(stage.ticket()).to.include({ communityId: 'cuihu' })
    expect(stage.ticket().reception.reporter).to.deep.equal({ userId: 'NewColleague', name: 'NewColleague' })
  })
})

describe('a member of two communities', () => {
  let stage: Stage
  beforeEach(() => {
    stage = createDeskStage()
  })

  it('is heard for the first unless he names the other', async () => {
    await stage.hears(EXAMPLE)
    await stage.hears(`碧海湾 ${EXAMPLE}`)
    expect(stage.tickets.all().map(({ communityId }) => communityId)).to.deep.equal(['cuihu', 'bihai'])
    const [, second] = stage.tickets.all()
    expect(second === undefined ? [] : stage.tickets.outboxOf(second.id)[0]).to.deep.include({
      to: { users: ['TangYun'] },
    })
  })

  it('cannot make a ticket in a community that is not his', async () => {
    await stage.hears(`翠湖花园 ${EXAMPLE}`, 'TangYun')
    expect(stage.ticket().communityId).to.equal('bihai')
  })
})

describe('a line about a ticket by its number', () => {
  let stage: Stage
  const says = (text: string, from = 'WangFang') => stage.hears(text, from)
  beforeEach(() => {
    stage = createDeskStage()
    stage.tickets.put(aTicket({ status: 'in_progress', assignee: { userId: 'WangFang', name: '王芳' } }))
  })

  it('is a note', async () => {
    await says('jd-20261123-0001 已约明天上门')
    expect(stage.ticket().timeline.at(-1)).to.deep.include({ type: 'noted', facts: { note: '已约明天上门' } })
    expect(stage.ticket().status).to.equal('in_progress')
  })

  for (const [text, result] of [
    ['JD-20261123-0001 完成 已换角阀', '已换角阀'],
    ['JD-20261123-0001 完成：已换角阀', '已换角阀'],
    ['已完成，换了角阀 JD-20261123-0001', '换了角阀'],
    ['JD-20261123-0001 办结', '办结'],
  ] as const) {
    it(`«${text}» is the result`, async () => {
      await says(text)
      expect(stage.ticket()).to.include({ status: 'closed', result })
    })
  }

  for (const text of [
    'JD-20261123-0001 完成了吗？',
    'JD-20261123-0001 完成不了，缺配件',
    '办结时间能定吗 JD-20261123-0001',
  ]) {
    it(`«${text}» closes nothing`, async () => {
      await says(text)
      expect(stage.ticket()).to.include({ status: 'in_progress', result: null })
      expect(stage.ticket().timeline.at(-1)?.type).to.equal('noted')
    })
  }

  it('of somebody who has nothing to do with it is refused in words', async () => {
    await says('JD-20261123-0001 完成 已换角阀', 'YangMei')
    expect(stage.ticket().version).to.equal(1)
    expect(stage.said()[0]).to.include('权限')
  })

  it('with nothing else brings its card and changes nothing', async () => {
    await says('JD-20261123-0001')
    expect(stage.ticket().version).to.equal(1)
    expect(stage.messages.all().map(({ kind }) => kind)).to.deep.equal(['work'])
  })

  it('with a number that does not exist is a report', async () => {
    await says('JD-20261123-9999 3栋2单元501 厨房漏水')
    expect(stage.tickets.all()).to.have.length(2)
  })
})
