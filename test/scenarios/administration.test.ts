import { expect } from 'chai'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'

describe('a manager changes the desk in chat', function () {
  this.timeout(60_000)
  let setting: DeskOnEmulator
  before(async () => {
    setting = await startDeskOnEmulator({ besides: [{ userId: 'XinYuan', name: '辛园' }] })
    setting.clock.moveTo(new Date('2026-11-30T10:00:00+08:00'))
  })
  after(() => setting.close())

  const inbox = (userId: string) => {
    const shown = setting.emulator.phones.memberInbox(userId)
    return 'refused' in shown ? [] : shown.filter(({ from }) => from === 'desk')
  }
  async function says(userId: string, content: string): Promise<void> {
    await setting.emulator.phones.memberWrites(userId, { type: 'text', content })
    await setting.settle()
  }
  async function confirms(userId: string): Promise<void> {
    const card = inbox(userId).findLast((message) => message.card?.replacedBy === null)
    expect(card?.text).to.include('待确认')
    await setting.emulator.phones.memberTaps(userId, card!.id, { key: 'card:change-apply' })
    await setting.settle()
  }

  it('a new member of the front desk with a turn of hers gets the next report’s card, also in another process', async () => {
    const neighbour = setting.another()
    await neighbour.open()
    await says('HeZhiyuan', '添加员工 辛园 XinYuan 前台')
    await confirms('HeZhiyuan')
    await says('HeZhiyuan', '排班 前台白班 08:00-20:00 每天 辛园')
    await confirms('HeZhiyuan')
    await says('ZhaoQiang', REPORT)
    expect(inbox('XinYuan').some(({ text }) => text.includes('厨房漏水'))).to.equal(true)
    expect(inbox('WangFang').some(({ text }) => text.includes('厨房漏水'))).to.equal(false)

    await neighbour.engine.settle()
    const at = setting.clock.now()
    const holders = () => neighbour.directory.holders('cuihu', 'front_desk', at).map(({ userId }) => userId)
    expect(holders()).to.deep.equal(['XinYuan'])
    // A sync with WeCom, and a start anew, keep it.
    setting.clock.moveTo(new Date(at.getTime() + 25 * 3_600_000))
    await setting.settle()
    await neighbour.engine.settle()
    expect(holders()).to.deep.equal(['XinYuan'])
    const restarted = setting.another()
    await restarted.open()
    expect(restarted.directory.rolesIn('XinYuan', 'cuihu')).to.deep.equal(['front_desk'])
    expect(restarted.administration.audit()).to.have.length(2)
    await neighbour.engine.stop()
    await restarted.engine.stop()
    expect(setting.emulator.violations()).to.deep.equal([])
  })
})
