import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'
/** Monday 10:00, so that two days and a week later the day shift is there too. */
const START = '2026-11-30T10:00:00+08:00'

describe('the main job, through the sandbox’s HTTP API only', function () {
  this.timeout(120_000)
  let desk: TestSandbox
  let frontDesk: string[]
  let supervisor: string
  let manager: string
  let group: string

  const roleOnDuty = async (role: string) =>
    (await desk.people()).members
      .filter(({ roles, onDuty }) => roles.includes(role) && onDuty)
      .map(({ userId }) => userId)

  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo(START)
    frontDesk = await roleOnDuty('front_desk')
    supervisor = (await roleOnDuty('supervisor'))[0] ?? ''
    manager = (await roleOnDuty('manager'))[0] ?? ''
    group = (await desk.people()).groups[0]?.chatId ?? ''
  })

  after(() => desk.close())

  it('REC-4.2b turns a staff member’s line into a ticket, with a card for every front desk on duty', async () => {
    await desk.says('ZhaoQiang', REPORT)
    const told = (await desk.inbox('ZhaoQiang')).at(-1)
    expect(told?.text).to.match(/已登记 JD-\d{8}-\d{4}：「3-2-501 厨房漏水」/u)
    expect(frontDesk).to.have.length.of.at.least(2)
    for (const userId of frontDesk) {
      const { card } = await desk.cardWith(userId, '接单')
      expect(card.title).to.include('厨房漏水')
      expect(card.buttons.slice(0, 4).map(({ text }) => text)).to.deep.equal([
        '接单',
        '转部门',
        '投诉',
        '不是工单',
      ])
      expect(card.fields).to.deep.include({ name: '位置', value: '3-2-501' })
      expect(card.fields).to.deep.include({ name: '业主', value: '张女士 13800000000' })
    }
  })

  it('REC-4.5 lets exactly one of two simultaneous takers win and tells the other who was first', async () => {
    const cards = await Promise.all(frontDesk.map((userId) => desk.cardWith(userId, '接单')))
    await Promise.all(
      frontDesk.map((userId, index) => desk.taps(userId, cards[index]!.id, cards[index]!.key)),
    )
    const inboxes = await Promise.all(frontDesk.map((userId) => desk.inbox(userId)))
    const working = inboxes.filter((messages) =>
      messages.some(({ card }) => card?.buttons.some(({ text, enabled }) => text === '完成' && enabled)),
    )
    expect(working).to.have.length(1)
    const ends = inboxes.map(
      (messages) => messages.find(({ id }) => cards.some((card) => card.id === id))?.card?.replacedBy,
    )
    expect(new Set(ends).size).to.equal(1)
    expect(ends[0]).to.match(/^\S+ \d+月\d+日 10:\d\d 已接单$/u)
    expect((await desk.inbox('ZhaoQiang')).at(-1)?.text).to.include('接单，正在处理')
  })

  it('REC-4.7 brings the supervisor’s card and the group’s notice after two days', async () => {
    await desk.advance('P2D')
    const { card } = await desk.cardWith(supervisor, '接手')
    expect(card.buttons.slice(0, 3).map(({ text }) => text)).to.deep.equal(['接手', '催办', '升级经理'])
    const notice = (await desk.group(group)).at(-1)
    expect(notice?.text).to.match(/【超时】JD-\d{8}-\d{4} 3栋 漏水渗水，已受理2天.*客服主管/u)
    expect(notice?.text).not.to.include('13800000000').and.not.to.include('张女士').and.not.to.include('501')
  })

  it('REC-4.8 brings the manager’s card after a week; REC-4.8b closes with a reason', async () => {
    await desk.advance('P5D')
    const { id, key, card } = await desk.cardWith(manager, '关闭并说明原因')
    expect(card.buttons.slice(0, 3).map(({ text }) => text)).to.deep.equal(['接手', '催办', '关闭并说明原因'])
    await desk.taps(manager, id, key)
    expect((await desk.inbox(manager)).at(-1)?.text).to.include('原因')
    await desk.says(manager, '属业主自有管道，已告知自行处理')
    expect(
      (await desk.inbox(manager)).some(({ card: shown }) => shown?.replacedBy?.endsWith('已关闭') ?? false),
    ).to.equal(true)
    expect((await desk.inbox('ZhaoQiang')).at(-1)?.text).to.include('原因：属业主自有管道')
  })

  it('REC-4.9 puts it into next Monday’s digest, which the manager reviews', async () => {
    await desk.moveTo('2026-12-14T09:00:00+08:00')
    const { id, key, text } = await desk.cardWith(manager, '已审核', '12月7日–12月13日 接待周审')
    expect(text).to.include('3-2-501 厨房漏水 已关闭')
    await desk.taps(manager, id, key)
    await desk.says(manager, '请工程部跟进同楼栋管道')
    expect((await desk.inbox(manager)).at(-1)?.text).to.include('审核意见已记录')
  })

  it('REC-4.3 had asked the supervisor to review the day, and reminded', async () => {
    const reviews = (await desk.inbox(supervisor)).filter(({ card }) => card?.title.includes('日审'))
    expect(reviews.length).to.be.greaterThan(1)
    expect(reviews.some(({ card }) => card?.title.startsWith('【待审核】'))).to.equal(true)
  })
})
