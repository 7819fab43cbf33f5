import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

describe('a matter that nobody takes, through the sandbox’s HTTP API only', function () {
  this.timeout(120_000)
  let desk: TestSandbox
  beforeEach(async () => {
    desk = await startTestSandbox()
  })
  afterEach(() => desk.close())

  /** Without those of the handovers at each change of shift, which are no matter's. */
  const cardsOf = async (userId: string) =>
    (await desk.inbox(userId)).flatMap(({ at, card, text }) =>
      card === undefined || card.title.includes('交接班') ? [] : [{ at, text, ...card }],
    )
  const onDuty = async (role: string) =>
    (await desk.people()).members
      .filter((member) => member.roles.includes(role) && member.onDuty)
      .map(({ userId }) => userId)

  it('REC-4.5 by day alarms everybody on duty again, then supervisor and manager; the earlier cards end', async () => {
    await desk.moveTo('2026-11-30T10:00:00+08:00')
    const frontDesk = await onDuty('front_desk')
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 厨房漏水')
    await desk.advance('PT11M')
    for (const userId of frontDesk) {
      const cards = await cardsOf(userId)
      expect(cards).to.have.length(2)
      expect(cards[0]?.replacedBy).to.match(/^11月30日 10:10 已再次提醒，见新卡片$/u)
      expect(cards[1]?.replacedBy).to.equal(null)
      expect(cards[1]?.text).to.include('再次提醒 · 待接单')
    }
    const [supervisor = ''] = await onDuty('supervisor')
    const [manager = ''] = await onDuty('manager')
    await desk.advance('PT30M')
    const told = await desk.cardWith(supervisor, '接单')
    expect(told.text).to.include('无人接单')
    expect(await cardsOf(manager)).to.have.length(0)
    await desk.advance('PT10M')
    expect((await cardsOf(manager)).map(({ text }) => text).join()).to.include('无人接单')
    await desk.taps(supervisor, told.id, told.key)
    expect((await cardsOf(manager)).at(-1)?.replacedBy).to.match(/已接单$/u)
    for (const userId of frontDesk)
      expect((await cardsOf(userId)).filter(({ replacedBy }) => replacedBy === null)).to.deep.equal([])
  })

  it('REC-4.5 at night the steps are taken, and told when the quiet hours end', async () => {
    await desk.moveTo('2026-11-30T23:00:00+08:00')
    const night = await onDuty('front_desk')
    const [supervisor = ''] = await onDuty('supervisor')
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 厨房漏水')
    await desk.says('QianYong', '5栋1单元1203 李先生 13900000001 电梯困人，快来')
    await desk.advance('PT2H')
    const urgent = (await cardsOf(night[0] ?? '')).filter(({ title }) => title.startsWith('【紧急】'))
    expect(
      urgent.map(({ at }) => at.slice(11, 16)),
      'danger is told at once',
    ).to.have.length(3)
    expect((await cardsOf(supervisor)).every(({ title }) => title.startsWith('【紧急】'))).to.equal(true)
    const calm = (await cardsOf(night[0] ?? '')).filter(({ title }) => !title.startsWith('【紧急】'))
    expect(calm, 'only the first card, still to be tapped').to.have.length(1)
    expect(calm[0]?.replacedBy).to.equal(null)

    await desk.moveTo('2026-12-01T06:59:00+08:00')
    expect((await cardsOf(supervisor)).every(({ title }) => title.startsWith('【紧急】'))).to.equal(true)
    await desk.moveTo('2026-12-01T07:00:00+08:00')
    expect((await desk.cardWith(supervisor, '接单', '厨房漏水')).text).to.include('无人接单')
    const morning = (await cardsOf(night[0] ?? '')).filter(({ title }) => title === '厨房漏水')
    expect(morning.map(({ replacedBy }) => replacedBy === null)).to.deep.equal([false, true])
  })

  it('REC-4.5 what was taken in the night is not told in the morning', async () => {
    await desk.moveTo('2026-11-30T23:00:00+08:00')
    const [night = ''] = await onDuty('front_desk')
    const [supervisor = ''] = await onDuty('supervisor')
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 厨房漏水')
    await desk.advance('PT2H')
    const intake = await desk.cardWith(night, '接单')
    await desk.taps(night, intake.id, intake.key)
    expect((await cardsOf(night))[0]?.replacedBy).to.match(/12月1日 01:00 已接单$/u)
    await desk.moveTo('2026-12-01T08:00:00+08:00')
    expect(await cardsOf(supervisor)).to.deep.equal([])
    expect((await cardsOf(night)).filter(({ title }) => title === '厨房漏水')).to.have.length(2)
  })
})
