import { expect } from 'chai'
import { fromListFacts } from '../../src/domain/query/index.ts'
import type { Ticket } from '../../src/domain/ticket/index.ts'
import { NOTHING } from '../../src/texts/list-texts.ts'
import { aTicket, EXAMPLE, hoursLater, MONDAY_10 } from '../support/builders.ts'
import { aTap, aText } from '../support/events.ts'
import { createDeskStage, type Stage } from './stage.ts'

const wang = { userId: 'WangFang', name: '王芳' }
const zhang = { userId: 'ZhangWei', name: '张伟' }

describe('queries of staff', () => {
  let stage: Stage
  let puts = 0
  beforeEach(() => {
    stage = createDeskStage()
    puts = 0
  })
  function put(overrides: Partial<Ticket> & { text?: string } = {}): Ticket {
    puts += 1
    const ticket = aTicket({
      id: `q${String(puts)}`,
      number: `JD-20261123-${String(puts).padStart(4, '0')}`,
      ...overrides,
    })
    stage.tickets.put(ticket)
    return ticket
  }
  const last = () => stage.messages.all().at(-1)!
  /** The ids of the page that was shown last. */
  const page = () => {
    const { ids, from } = fromListFacts(last().facts)
    return last().kind === 'found' ? ids.slice(from, from + 5) : []
  }
  const asks = async (text: string, from = 'WangFang') => {
    const before = stage.messages.all().length
    await stage.hears(text, from)
    return stage.messages.all().slice(before)
  }

  it('我的工单 lists what is open in one’s own hands, what is due first first', async () => {
    put({ assignee: wang, status: 'in_progress', dueAt: hoursLater(9) })
    put({ assignee: wang, status: 'in_progress', dueAt: hoursLater(3) })
    put({ assignee: wang, status: 'closed', closedAt: MONDAY_10 })
    put({ assignee: zhang, status: 'in_progress' })
    await asks('我的公单')
    expect(page()).to.deep.equal(['q2', 'q1'])
    expect(await asks('我的工单', 'ChenJing').then(([answer]) => answer?.facts.text)).to.equal(NOTHING.mine)
  })

  it('今日待办 lists what waits, what is to be confirmed and what is due by midnight', async () => {
    put({ dueAt: hoursLater(48) })
    put({ status: 'done', dueAt: hoursLater(30) })
    put({ status: 'in_progress', assignee: zhang, dueAt: hoursLater(13.9) })
    put({ status: 'in_progress', assignee: zhang, dueAt: hoursLater(14) })
    put({ communityId: 'bihai' })
    await asks('今日待办')
    expect(page()).to.deep.equal(['q3', 'q2', 'q1'])
  })

  it('今日待办 of a department holds its own tickets only', async () => {
    put({ department: 'engineering' })
    put({ department: 'order' })
    await asks('今天待办', 'ZhangWei')
    expect(page()).to.deep.equal(['q1'])
  })

  it('查 finds by room, building, owner and phone, newest first, discarded ones left out', async () => {
    put()
    const { reception } = aTicket()
    put({ status: 'closed', closedAt: MONDAY_10, reception: { ...reception, receivedAt: hoursLater(1) } })
    put({ status: 'discarded' })
    put({ text: '3栋2单元502 李先生 13900000000 灯不亮' })
    for (const text of ['查 3-2-501', '查 张女士', '查 13800000000']) {
      await asks(text)
      expect(page(), text).to.deep.equal(['q2', 'q1'])
    }
    await asks('查 3栋')
    expect(page()).to.have.members(['q1', 'q2', 'q4'])
    const [answer] = await asks('查 5-1-301')
    expect(answer?.facts.text).to.include('没有找到5-1-301')
    expect(stage.tickets.all(), 'no query becomes a ticket').to.have.length(4)
  })

  it('shows those who are neither of the desk nor of the department nothing, not even a count', async () => {
    put({ department: 'engineering' })
    const foreign = await asks('查 3-2-501', 'YangMei')
    expect(foreign.map(({ facts }) => facts.text)).to.deep.equal([NOTHING.search('3-2-501 的工单')])
    const [number] = await asks('JD-20261123-0001', 'TangYun')
    expect(number?.facts.text, 'as if it did not exist').to.equal(NOTHING.search('JD-20261123-0001'))
    const [other] = await asks('统计 本周 翠湖花园', 'TangYun')
    expect(other?.facts.text).to.equal(NOTHING.notAllowed)
    const [department] = await asks('统计 本周 工程', 'YangMei')
    expect(department?.facts.text).to.equal(NOTHING.notAllowed)
    const [colleague] = await asks('统计 本周 张伟', 'WuGang')
    expect(colleague?.facts.text).to.equal(NOTHING.notAllowed)
    for (const text of ['我的工单', '今日待办', '查 3-2-501', '统计 本周', 'JD-20261123-0001']) {
      const [stranger] = await asks(text, 'Stranger')
      expect(stranger?.facts.text, text).to.equal(NOTHING.notAllowed)
    }
    expect(stage.messages.all().map(({ kind }) => kind)).to.not.include('found')
  })

  it('shows its reporter a ticket without the owner’s name and phone, and without buttons', async () => {
    put({ department: 'engineering' })
    await asks('查 3-2-501', 'ZhaoQiang')
    expect(page()).to.deep.equal(['q1'])
    await stage.handle(aTap('card:open-1', { from: 'ZhaoQiang', taskId: last().id }))
    expect(last()).to.include({ kind: 'summary', isCard: false })
    expect(last().facts).to.deep.equal({ owner: 'hidden' })
  })

  it('a list’s button brings the ticket’s card as it stands, for what the person can do', async () => {
    put({ department: 'engineering' })
    await asks('查 3-2-501')
    const list = last().id
    await stage.handle(aTap('card:open-1', { taskId: list }))
    expect(last()).to.deep.include({
      kind: 'intake',
      isCard: true,
      lane: 'answer',
      subject: { type: 'ticket', id: 'q1', version: 1 },
    })
    await stage.handle(aTap('card:open-5', { taskId: list }))
    expect(stage.said().at(-1)).to.include('失效')
    await stage.handle(aTap('card:open-1', { taskId: 'q1' }))
    expect(stage.said().at(-1), 'a card that is no list').to.include('失效')
  })

  it('a right lost since the list was shown counts when it is tapped', async () => {
    const ticket = put({ department: 'engineering', assignee: zhang, status: 'in_progress' })
    await asks('我的工单', 'ZhangWei')
    const list = last().id
    stage.tickets.put({ ...ticket, department: 'order', assignee: null, status: 'waiting' })
    await stage.handle(aTap('card:open-1', { from: 'ZhangWei', taskId: list }))
    expect(last().facts.text).to.equal(NOTHING.notAllowed)
  })

  it('a long list is paged, by button and by word, and a replay turns no page', async () => {
    for (let n = 0; n < 12; n += 1) put({ dueAt: hoursLater(n) })
    await asks('今日待办')
    expect(page()).to.deep.equal(['q1', 'q2', 'q3', 'q4', 'q5'])
    const more = aText('更多', { from: 'WangFang' })
    await stage.handle(more)
    await stage.handle(more)
    expect(page()).to.deep.equal(['q6', 'q7', 'q8', 'q9', 'q10'])
    expect(stage.messages.all()).to.have.length(2)
    await stage.handle(aTap('card:more', { taskId: last().id }))
    expect(page()).to.deep.equal(['q11', 'q12'])
    const [end] = await asks('更多')
    expect(end?.facts.text).to.equal(NOTHING.more)
  })

  it('更多 without a list, or long after it, is a message like any other', async () => {
    const [none] = await asks('更多')
    expect(none?.facts.text).to.not.equal(NOTHING.more)
    for (let n = 0; n < 6; n += 1) put()
    await asks('今日待办')
    stage.clock.set(hoursLater(3))
    const late = await asks('更多')
    expect(late.map(({ kind }) => kind)).to.not.include('found')
  })

  it('a huge result is cut and says so', async () => {
    for (let n = 0; n < 230; n += 1) put()
    await asks('查 3-2-501')
    const list = fromListFacts(last().facts)
    expect(list.ids).to.have.length(200)
    expect(list.isCut).to.equal(true)
  })

  it('a member of two communities gets both, named; a named one alone', async () => {
    put({ id: 'here' })
    put({ id: 'there', communityId: 'bihai' })
    await asks('查 3-2-501', 'SunLi')
    expect(page()).to.have.members(['here', 'there'])
    expect(fromListFacts(last().facts).namesCommunity).to.equal(true)
    await asks('查 碧海湾 3-2-501', 'SunLi')
    expect(page()).to.deep.equal(['there'])
    const both = await asks('统计 本周', 'SunLi')
    expect(both.map(({ facts }) => facts.text?.split('\n').slice(0, 2))).to.deep.equal([
      ['【统计】翠湖花园 · 11月23日–11月29日', '受理 1 件'],
      ['【统计】碧海湾 · 11月23日–11月29日', '受理 1 件'],
    ])
  })

  it('QM-1 统计 counts by department and person, for whoever may see it', async () => {
    put({ department: 'engineering', assignee: zhang, status: 'in_progress' })
    put({ department: 'order' })
    const received = async (text: string, from: string) => {
      const [answer] = await asks(text, from)
      return /受理 (\d+) 件/.exec(answer?.facts.text ?? '')?.[1]
    }
    expect(await received('统计 本周', 'HeZhiyuan')).to.equal('2')
    expect(await received('统计 本周 工程', 'HeZhiyuan')).to.equal('1')
    expect(await received('统计 本周', 'GaoXiang'), 'quality').to.equal('2')
    expect(await received('统计 本周', 'ZhangWei'), 'his department and himself').to.equal('1')
    expect(await received('统计 本周 张伟', 'ZhangWei')).to.equal('1')
    expect(await received('统计 本周 张伟', 'LiJianguo'), 'his head').to.equal('1')
    expect(await received('统计 上周', 'HeZhiyuan')).to.equal('0')
    const [unknown] = await asks('统计 本周 王小', 'HeZhiyuan')
    expect(unknown?.facts.text).to.equal(NOTHING.unknown('王小'))
  })

  it('help tells each role what it can do', async () => {
    const helpOf = async (userId: string) => (await asks('帮住', userId))[0]?.facts.text ?? ''
    expect(await helpOf('WangFang'))
      .to.include('业主称呼')
      .and.not.to.include('重发')
    expect(await helpOf('ZhangWei'))
      .to.include('只含本部门')
      .and.not.to.include('业主称呼')
    expect(await helpOf('HeZhiyuan')).to.include('重发未送达')
    expect(await helpOf('Stranger')).to.not.include('统计')
  })

  it('leave an open question open, and an honest report with 查 becomes a ticket', async () => {
    await stage.hears('厨房漏水', 'WangFang')
    await asks('我的工单')
    expect(await stage.asked('WangFang')).to.equal('details')
    await stage.hears(`查一下${EXAMPLE}`, 'ChenJing')
    expect(stage.tickets.all()).to.have.length(2)
  })

  it('words that look like code find nothing and break nothing', async () => {
    put()
    for (const text of ['查 {"$gt":""}', '查 .*', '查 $where', "查 3-2-501' || '1'=='1"]) {
      await asks(text)
      expect(page(), text).to.deep.equal([])
    }
  })
})
