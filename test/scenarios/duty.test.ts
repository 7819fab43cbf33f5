import { expect } from 'chai'
import { startTestSandbox, type TestSandbox } from '../support/sandbox.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'

describe('shifts and leave, through the sandbox’s HTTP API only', function () {
  this.timeout(180_000)
  let desk: TestSandbox
  const lastTo = async (userId: string) => (await desk.inbox(userId)).at(-1)?.text

  before(async () => {
    desk = await startTestSandbox()
    await desk.moveTo('2026-11-30T10:00:00+08:00')
  })
  after(() => desk.close())

  it('hands two open tickets over at 20:00, with a note, signed by both', async () => {
    await desk.says('ZhaoQiang', REPORT)
    await desk.says('ZhaoQiang', REPORT.replace('501', '502').replace('厨房漏水', '电灯不亮'))
    await desk.says('WangFang', '交接备注 502 等业主回电')
    await desk.moveTo('2026-11-30T20:00:00+08:00')
    const out = await desk.cardWith('WangFang', '交班')
    expect(out.card.fields).to.deep.include({ name: '未结', value: '2 件' })
    expect(out.text).to.include('502 等业主回电')
    const told = (await desk.inbox('LiuYang')).map(({ text }) => text)
    expect(told.some((text) => text.includes('未结工单 1–2（共2件）'))).to.equal(true)
    await desk.taps('WangFang', out.id, out.key)
    const taken = await desk.cardWith('ZhouMin', '接班')
    expect(taken.card.fields.find(({ name }) => name === '交班')?.value).to.match(/^王芳 11月30日 20:0\d$/u)
    await desk.taps('ZhouMin', taken.id, taken.key)
    expect(await lastTo('ChenJing')).to.match(/交接班完成。交班：王芳 .*。接班：周敏 /u)
    for (const userId of ['WangFang', 'ChenJing']) {
      const ended = (await desk.inbox(userId)).find(({ card }) => card?.taskId === out.card.taskId)
      expect(ended?.card?.replacedBy).to.match(/^王芳 11月30日 20:0\d 已交班$/u)
    }
  })

  it('an unsigned handover is reminded and then told to the supervisor', async () => {
    await desk.moveTo('2026-12-01T08:40:00+08:00')
    await desk.cardWith('LiuYang', '交班', '【未签】')
    expect((await desk.inbox('SunLi')).some(({ text }) => text.startsWith('【未签】12月1日 08:00'))).to.equal(
      true,
    )
  })

  it('gives the overdue card to the deputy while the supervisor is on leave', async () => {
    await desk.says('SunLi', '代班 陈静 12月2日 到 12月4日')
    const ask = await desk.cardWith('HeZhiyuan', '同意')
    await desk.taps('HeZhiyuan', ask.id, ask.key)
    expect(await lastTo('ChenJing')).to.include('您将代孙丽的班')
    await desk.moveTo('2026-12-02T12:00:00+08:00')
    const people = (await desk.people()).members
    expect(people.find(({ userId }) => userId === 'SunLi')?.onDuty).to.equal(false)
    const overdue = await desk.cardWith('ChenJing', '催办')
    const since = (await desk.inbox('SunLi')).filter(({ at }) => at >= '2026-12-01T16:00:00')
    expect(since.filter(({ card }) => card !== undefined)).to.deep.equal([])
    const take = overdue.card.buttons.find(({ text }) => text === '接手')
    await desk.taps('ChenJing', overdue.id, take?.key ?? '')
    await desk.cardWith('ChenJing', '完成')
  })
})
