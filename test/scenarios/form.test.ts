import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

describe('the front desk’s own records, in the sandbox', function () {
  this.timeout(120_000)
  let desk: TestSandbox
  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo('2026-11-30T10:00:00+08:00')
  })
  after(() => desk.close())

  const lastText = async (userId: string) => (await desk.inbox(userId)).at(-1)?.text

  it('REC-3.1.1 registers a walk-in from one line and says so', async () => {
    await desk.says('WangFang', '上门 3-2-501 张女士 13800000000 厨房漏水')
    const texts = (await desk.inbox('WangFang')).map(({ text }) => text)
    expect(texts.some((text) => text.startsWith('已登记 JD-20261130-0001（上门）'))).to.equal(true)
    const { card } = await desk.cardWith('ChenJing', '接单', '厨房漏水')
    expect(card.fields.find(({ name }) => name === '上报')?.value).to.match(/^王芳（上门）/)
  })

  it('REC-4.2 fills in a form by cards and questions, settles its cards, and registers it', async () => {
    await desk.says('ChenJing', '登记')
    const first = await desk.cardWith('ChenJing', '来电', '新登记')
    await desk.taps('ChenJing', first.id, first.key, { group: ['utility_supply'] })
    const second = await desk.cardWith('ChenJing', '下一步', '水电气暖供应')
    await desk.taps('ChenJing', second.id, second.key, { category: ['water_supply'] })
    expect(await lastText('ChenJing')).to.contain('请回复房号')
    for (const words of ['3-2-502', '李先生', '13900000000']) await desk.says('ChenJing', words)
    expect(await lastText('ChenJing')).to.contain('请回复事由')
    await desk.says('ChenJing', '水压太小')
    const { card } = await desk.cardWith('WangFang', '接单', '水压太小')
    expect(card.fields.find(({ name }) => name === '上报')?.value).to.match(/^陈静（来电）/)
    const cards = (await desk.inbox('ChenJing')).flatMap((message) => message.card ?? [])
    const forms = cards.filter(({ title }) => title === '新登记' || title === '水电气暖供应')
    expect(forms.map(({ replacedBy }) => replacedBy?.includes('已选择'))).to.deep.equal([true, true])
  })

  it('REC-4.2 registers what was told of a form when nothing more comes', async () => {
    await desk.says('WangFang', '登记')
    await desk.says('WangFang', '5-1-1203')
    await desk.advance('PT2H')
    const { card } = await desk.cardWith('ChenJing', '接单', '事由待补充')
    expect(card.fields).to.deep.include({ name: '位置', value: '5-1-1203' })
  })
})
