import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const START = '2026-11-30T10:00:00+08:00'

describe('a clock that stands still, and a matter that comes back', function () {
  this.timeout(60_000)
  let desk: TestSandbox
  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo(START)
  })
  after(() => desk.close())

  const last = async (userId: string) => (await desk.inbox(userId)).at(-1)?.text
  const ownerHears = async () => (await desk.ownerInbox('wmOwnerLi')).at(-1)?.text
  async function tapOn(userId: string, button: string, selected?: Record<string, string[]>) {
    const { id, key } = await desk.cardWith(userId, button)
    await desk.taps(userId, id, key, selected)
  }

  it('REC-4.6 stands still for parts, tells the owner the new promise, goes on by itself, escalates later', async () => {
    await desk.ownerSays('wmOwnerLi', '5-1-1203 李先生 13900000001 厨房水管漏水')
    expect(await ownerHears()).to.include('最迟 12月2日 10:00 前处理')
    await tapOn('WangFang', '接单')
    await desk.advance('PT6H')
    await tapOn('WangFang', '暂停计时')
    await tapOn('WangFang', '等待备件', { span: ['P1D'] })
    expect(await ownerHears()).to.match(
      /因等待备件暂停处理，预计 12月1日 16:00 恢复，处理时限顺延至 12月3日 10:00。$/u,
    )
    expect((await desk.cardWith('WangFang', '恢复计时')).text).to.include(
      '已暂停】等待备件，12月1日 16:00 恢复',
    )

    await desk.moveTo('2026-12-01T16:01:00+08:00')
    const { card, text } = await desk.cardWith('WangFang', '暂停计时')
    expect(card.fields).to.deep.include({ name: '时限', value: '12月3日 10:00 前' })
    expect(text).to.not.include('已暂停】')

    await desk.moveTo('2026-12-03T09:59:00+08:00')
    expect((await desk.inbox('SunLi')).filter((shown) => shown.text.includes('超时 · 转'))).to.deep.equal([])
    await desk.moveTo('2026-12-03T10:01:00+08:00')
    expect((await desk.cardWith('SunLi', '接手')).card.title).to.include('水管漏水')
  })

  it('REC-4.6 goes on as soon as the owner has answered', async () => {
    await desk.ownerSays('wmOwnerChen', '6-1-302 周女士 13700000002 卧室灯不亮')
    await tapOn('WangFang', '接单')
    await tapOn('WangFang', '暂停计时')
    await tapOn('WangFang', '等待业主', { span: ['P3D'] })
    expect((await desk.ownerInbox('wmOwnerChen')).at(-1)?.text).to.include('请直接回复')
    await desk.advance('PT2H')
    await desk.ownerSays('wmOwnerChen', '明天下午在家')
    expect((await desk.ownerInbox('wmOwnerChen')).at(-1)?.text).to.match(
      /已继续处理，最迟 12月5日 12:0\d 前处理/u,
    )
    const told = (await desk.inbox('WangFang')).map(({ text }) => text)
    expect(told.some((text) => /【业主答复】.*明天下午在家/u.test(text))).to.equal(true)
  })

  it('REC-4.6 comes back with a new ladder when it is reopened', async () => {
    await tapOn('WangFang', '完成')
    await desk.says('WangFang', '已换灯泡')
    const number = /重开 (JD-\d{8}-\d{4}) 原因/u.exec((await last('WangFang')) ?? '')?.[1]
    await desk.advance('P1D')
    await desk.says('WangFang', `重开 ${number ?? ''} 又不亮了`)
    expect((await desk.ownerInbox('wmOwnerChen')).at(-1)?.text).to.match(
      /已重新处理，最迟 12月6日 12:0\d 前处理/u,
    )
    expect((await desk.cardWith('WangFang', '完成')).card.title).to.include('灯不亮')
    await desk.moveTo('2026-12-06T12:05:00+08:00')
    expect((await desk.cardWith('SunLi', '接手', '灯不亮')).text).to.include('超时')
  })

  it('REC-4.4 lets the front desk correct the kind on a card of its own', async () => {
    await desk.says('ZhaoQiang', '2-1-803 钱女士 13600000003 请问物业费怎么交')
    await tapOn('WangFang', '更正类别')
    await tapOn('WangFang', '确定更正', { kind: ['help'] })
    expect((await desk.cardWith('WangFang', '接单', '物业费')).text).to.include('求助')
  })
})
