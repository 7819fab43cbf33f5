import { expect } from 'chai'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'
import type { ShownMessage } from '../../src/sandbox/phones.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'

describe('outages', function () {
  this.timeout(60_000)
  let setting: DeskOnEmulator
  afterEach(() => setting.close())

  const inbox = (userId: string): ShownMessage[] => {
    const shown = setting.emulator.phones.memberInbox(userId)
    if ('refused' in shown) throw new Error(shown.refused)
    return shown
  }
  const intakes = () =>
    setting.config.communities[0]!.members.filter(({ userId }) =>
      inbox(userId).some(({ card }) => card?.title === '厨房漏水' && card.buttons[0]?.text === '接单'),
    )
  const someTimeLater = async (ms: number) => {
    setting.clock.moveTo(new Date(setting.clock.now().getTime() + ms))
    await setting.settle()
  }

  it('keeps what arrives while the database is away and handles it afterwards, once', async () => {
    setting = await startDeskOnEmulator()
    setting.database.cut()
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    expect(inbox('ZhaoQiang').map(({ from }) => from)).to.deep.equal(['self'])
    setting.database.mend()
    await someTimeLater(60_000)
    expect(inbox('ZhaoQiang').at(-1)?.text).to.include('已登记')
    expect(intakes()).to.have.length(2)
  })

  it('delivers everything after the platform’s API was away for a minute, nothing twice', async () => {
    setting = await startDeskOnEmulator()
    setting.emulator.faults.set({ kind: 'status', route: '/cgi-bin/message/send', status: 502 })
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    await setting.settle()
    expect(intakes()).to.have.length(0)
    await someTimeLater(30_000)
    setting.emulator.faults.clear()
    await someTimeLater(60_000)
    expect(intakes()).to.have.length(2)
    expect(inbox('ZhaoQiang').filter(({ text }) => text.includes('已登记'))).to.have.length(1)
  })

  it('sends nothing twice when the answer to a sending is lost', async () => {
    setting = await startDeskOnEmulator()
    setting.emulator.faults.set({ kind: 'reset', route: '/cgi-bin/message/send', when: 'after', times: 2 })
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    await setting.settle()
    await someTimeLater(60_000)
    expect(inbox('ZhaoQiang').filter(({ text }) => text.includes('已登记'))).to.have.length(1)
    const [first] = intakes()
    expect(inbox(first!.userId).filter(({ card }) => card?.title === '厨房漏水')).to.have.length(1)
  })

  it('goes on when the platform takes the access token away early', async () => {
    setting = await startDeskOnEmulator()
    setting.emulator.faults.set({ kind: 'revoke_tokens' })
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    await setting.settle()
    await someTimeLater(60_000)
    expect(intakes()).to.have.length(2)
  })

  it('handles a webhook that the platform delivers twice or out of order once', async () => {
    setting = await startDeskOnEmulator()
    setting.emulator.faults.set({ kind: 'webhook', effect: 'duplicate' })
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    await setting.settle()
    expect(inbox('ZhaoQiang').filter(({ text }) => text.includes('已登记'))).to.have.length(1)
    expect(intakes()).to.have.length(2)
  })

  it('tells the managers’ group when somebody in the configuration does not exist on the platform', async () => {
    setting = await startDeskOnEmulator({ missing: ['WangFang', 'LiuYang'] })
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: REPORT })
    await setting.settle()
    const group = setting.desk.directory.group('cuihu', 'managers')!
    const shown = setting.emulator.phones.groupMessages(group.chatId)
    expect('refused' in shown ? '' : shown.map(({ text }) => text).join('\n')).to.match(
      /【未送达】JD-\d{8}-0001 的消息未能送达：(王芳|刘洋)/u,
    )
    const reached = setting.config.communities[0]!.members.filter(
      ({ userId }) => userId === 'ChenJing' || userId === 'ZhouMin',
    )
    expect(
      reached.some(({ userId }) => inbox(userId).some(({ card }) => card?.title === '厨房漏水')),
    ).to.equal(true)
  })
})
