import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const MANAGER = 'HeZhiyuan'
const SUPERVISOR = 'SunLi'

describe('two Mondays of the manager, through the sandbox’s HTTP API only', function () {
  this.timeout(120_000)
  let desk: TestSandbox
  const texts = async (userId: string) => (await desk.inbox(userId)).map(({ text }) => text)
  const lastOf = async (userId: string, part: string) =>
    (await texts(userId)).findLast((text) => text.includes(part)) ?? ''

  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo('2026-11-30T10:00:00+08:00')
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 厨房漏水')
    await desk.says('ZhaoQiang', '5栋1单元302 李先生 13900000000 楼道灯不亮')
    await desk.moveTo('2026-12-07T09:00:00+08:00')
  })
  after(() => desk.close())

  /** Has a case followed up by the supervisor until the date that the button says. */
  async function followUp(button: string, until: string): Promise<void> {
    const cases = await desk.cardWith(MANAGER, button)
    await desk.taps(MANAGER, cases.id, cases.key)
    const form = await desk.cardWith(MANAGER, until)
    await desk.taps(MANAGER, form.id, form.key, { assignee: [SUPERVISOR] })
  }

  it('REC-4.9 the first tells the figures and shows the worst cases', async () => {
    const report = await lastOf(MANAGER, '受理 2 件')
    expect(report)
      .to.match(/^【11月30日–12月6日 接待周审】/u)
      .and.to.include('（前一周 0 件）')
    expect(report).to.include('上次安排的跟进：无')
    const { card } = await desk.cardWith(MANAGER, '跟进 1')
    expect(card.title).to.equal('上周需重点跟进的工单')
  })

  it('REC-4.9 its cases are given to the supervisor with a date, each on a card of his own', async () => {
    await followUp('跟进 1', '1天内')
    expect(await lastOf(MANAGER, '已安排孙丽')).to.match(/在 12月8日 09:\d\d 前跟进/u)
    await followUp('跟进 2', '7天内')
    const { card } = await desk.cardWith(SUPERVISOR, '已完成跟进')
    expect(card.fields.map(({ name }) => name)).to.deep.equal(['位置', '安排人', '期限'])
    const again = await desk.cardWith(MANAGER, '跟进 1')
    await desk.taps(MANAGER, again.id, again.key)
    expect((await texts(MANAGER)).at(-1)).to.include('已安排跟进')
  })

  it('REC-4.9 the whole list opens from the card, and the review is recorded', async () => {
    const list = await desk.cardWith(MANAGER, '查看清单')
    await desk.taps(MANAGER, list.id, list.key)
    expect((await desk.inbox(MANAGER)).at(-1)?.card?.fields).to.have.length(2)
    const review = await desk.cardWith(MANAGER, '已审核')
    await desk.taps(MANAGER, review.id, review.key)
    expect((await texts(MANAGER)).at(-1)).to.include('接待周审已记录')
    await desk.cardWith(SUPERVISOR, '已完成跟进')
  })

  it('REC-4.9 a day later the supervisor is reminded and the manager told; it is done late', async () => {
    await desk.moveTo('2026-12-08T12:00:00+08:00')
    const { id, key, card } = await desk.cardWith(SUPERVISOR, '已完成跟进')
    expect(card.title).to.match(/^【跟进到期】/u)
    expect(await lastOf(MANAGER, '【跟进到期】')).to.include('孙丽')
    await desk.taps(SUPERVISOR, id, key)
    expect(await lastOf(MANAGER, '的跟进（孙丽）已完成')).to.match(/JD-20261130/u)
    const tapped = (await desk.inbox(SUPERVISOR)).find((message) => message.id === id)
    expect(tapped?.card?.replacedBy).to.include('已完成跟进')
  })

  it('REC-4.9 the second tells what became of the promises', async () => {
    await desk.moveTo('2026-12-14T09:00:00+08:00')
    const report = await lastOf(MANAGER, '【12月7日–12月13日 接待周审】')
    expect(report).to.include('上次安排的跟进 2 件：已按时完成 0，逾期完成 1，未到期 1，逾期未完成 0')
    expect(report).to.include('上次清单中的未结工单 2 件：已按时办结 0，逾期办结 0，未到期 0，逾期未结 2')
    const promises = await lastOf(MANAGER, '上次承诺 1–4（共4件）')
    expect(promises.split('\n').filter((line) => line.startsWith('【跟进】'))).to.have.length(2)
  })
})
