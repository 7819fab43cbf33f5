import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

describe('staff look things up, through the sandbox’s HTTP API only', function () {
  this.timeout(120_000)
  let desk: TestSandbox
  const lastOf = async (userId: string) => (await desk.inbox(userId)).at(-1)

  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo('2026-11-30T10:00:00+08:00')
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 厨房漏水')
    await desk.advance('PT10M')
    await desk.says('ZhaoQiang', '3栋2单元501 张女士 13800000000 客厅灯不亮')
    await desk.says('ZhaoQiang', '5栋1单元301 李先生 13900000000 门锁坏了')
  })
  after(() => desk.close())

  it('WangFang asks 查 3-2-501 and taps an item, takes it from its fresh card, and finds it in 我的工单', async () => {
    await desk.says('WangFang', '查 3-2-501')
    const { id, key, card } = await desk.cardWith('WangFang', '2 厨房漏水', '3-2-501')
    expect(card.buttons.map(({ text }) => text)).to.deep.equal(['1 客厅灯不亮', '2 厨房漏水'])
    expect(card.fields[1]).to.deep.equal({ name: '2 待接单', value: '11月30日 3-2-501 厨房漏水' })
    await desk.taps('WangFang', id, key)
    const fresh = await lastOf('WangFang')
    expect(fresh?.card?.title).to.equal('厨房漏水')
    expect(fresh?.card?.fields).to.deep.include({ name: '业主', value: '张女士 13800000000' })
    const take = await desk.cardWith('WangFang', '接单', '厨房漏水')
    expect(take.id).to.equal(fresh?.id)
    await desk.taps('WangFang', take.id, take.key)
    await desk.says('WangFang', '我的公单')
    const mine = await desk.cardWith('WangFang', '1 厨房漏水', '我的工单')
    expect(mine.card.fields).to.have.length(1)
  })

  it('the list can be tapped again and shows the ticket as it stands by then', async () => {
    const { id, key } = await desk.cardWith('WangFang', '2 厨房漏水', '3-2-501')
    await desk.taps('WangFang', id, key)
    expect((await lastOf('WangFang'))?.card?.buttons.map(({ text }) => text)).to.include('完成')
  })

  it('a colleague of another department finds nothing, by room or by number', async () => {
    const told = (await desk.inbox('ZhaoQiang')).map(({ text }) => text).join(' ')
    const number = /JD-\d{8}-\d{4}/u.exec(told)?.[0] ?? ''
    for (const text of ['查 3-2-501', number]) {
      await desk.says('YangMei', text)
      expect((await lastOf('YangMei'))?.text, text).to.include('没有找到')
    }
  })

  it('QM-1 the manager asks 统计 本周 and hears the figures', async () => {
    await desk.says('HeZhiyuan', '统计 本周')
    expect((await lastOf('HeZhiyuan'))?.text)
      .to.include('受理 3 件')
      .and.to.include('首次响应 1/3')
  })
})
