import { expect } from 'chai'
import { setTimeout as sleep } from 'node:timers/promises'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'
const DAY_MS = 86_400_000

describe('two desks on one database, without a common lease', function () {
  this.timeout(60_000)
  let setting: DeskOnEmulator
  before(async () => {
    setting = await startDeskOnEmulator()
  })
  after(() => setting.close())

  const texts = (userId: string) => {
    const shown = setting.emulator.phones.memberInbox(userId)
    return 'refused' in shown ? [] : shown.filter(({ from }) => from === 'desk').map(({ text }) => text)
  }

  it('REC-4.7 escalates once, sends every message once, whichever desk is faster', async () => {
    const neighbour = setting.another()
    const both = () => Promise.all([setting.desk.engine.settle(), neighbour.engine.settle()])
    for (let n = 1; n <= 5; n += 1) {
      await setting.emulator.phones.memberWrites('ZhaoQiang', {
        type: 'text',
        content: REPORT.replace('501', `50${String(n)}`),
      })
    }
    await both()
    setting.clock.moveTo(new Date(setting.clock.now().getTime() + 2 * DAY_MS))
    await both()
    // What one of them still had in hand when the other came to its end.
    await sleep(500)
    await both()
    expect(texts('ZhaoQiang')).to.have.length(5)
    const overdue = texts('SunLi').filter((text) => text.includes('接手'))
    expect(new Set(overdue).size).to.equal(5)
    expect(overdue).to.have.length(5)
    const group = setting.desk.directory.group('cuihu', 'notices')!
    const notices = setting.emulator.phones.groupMessages(group.chatId)
    expect('refused' in notices ? [] : notices).to.have.length(5)
    expect(setting.emulator.violations()).to.deep.equal([])
    await neighbour.engine.stop()
  })
})
