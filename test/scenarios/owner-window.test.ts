import { expect } from 'chai'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'

const REPORT = '3栋2单元501 张女士 13800000000 厨房漏水'
const OWNER = 'wmOwnerZhang'
const TALK = { openKfId: 'wkDesk1', externalUserId: OWNER }
const HOUR_MS = 3_600_000

describe('what an owner on WeChat cannot be sent', function () {
  this.timeout(60_000)
  let stage: DeskOnEmulator
  beforeEach(async () => {
    stage = await startDeskOnEmulator()
    stage.clock.moveTo(new Date('2026-11-30T10:00:00+08:00'))
  })
  afterEach(async () => {
    const violations = stage.emulator.violations()
    await stage.close()
    expect(violations).to.deep.equal([])
  })

  const lines = (userId: string) => {
    const shown = stage.emulator.phones.memberInbox(userId)
    if ('refused' in shown) throw new Error(shown.refused)
    return shown
  }
  const writes = async (content: string) => {
    await stage.emulator.phones.ownerWrites(OWNER, { type: 'text', content })
    await stage.settle()
  }
  const hears = () => {
    const shown = stage.emulator.phones.ownerInbox(OWNER)
    if ('refused' in shown) throw new Error(shown.refused)
    return shown.filter(({ from }) => from === 'desk').map(({ text }) => text)
  }
  const later = async (ms: number) => {
    stage.clock.moveTo(new Date(stage.clock.now().getTime() + ms))
    await stage.settle()
  }
  const cardWith = (userId: string, button: string) => {
    const found = lines(userId).findLast(
      ({ card }) => card?.replacedBy === null && card.buttons.some(({ text }) => text === button),
    )
    const key = found?.card?.buttons.find(({ text }) => text === button)?.key
    if (found?.card === undefined || key === undefined)
      throw new Error(`${userId} has no card with ${button}`)
    return { id: found.id, key, card: found.card, text: found.text }
  }
  const taps = async (userId: string, button: string) => {
    const { id, key } = cardWith(userId, button)
    const done = await stage.emulator.phones.memberTaps(userId, id, { key })
    if ('refused' in done) throw new Error(done.refused)
    await stage.settle()
  }

  it('is told by the front desk on the telephone when 48 hours are over, whose card ends', async () => {
    await writes(REPORT)
    await taps('WangFang', '接单')
    await later(49 * HOUR_MS)
    const before = hears().length
    await taps('WangFang', '完成')
    await stage.emulator.phones.memberWrites('WangFang', { type: 'text', content: '已换阀门' })
    await stage.settle()

    expect(hears()).to.have.length(before)
    const { card, text } = cardWith('WangFang', '已告知')
    expect(card.title).to.equal('【请电话告知】张女士 13800000000')
    expect(text)
      .to.match(/JD-\d{8}-\d{4}/u)
      .and.include('已处理完成：已换阀门')
    expect(card.fields).to.deep.include({ name: '位置', value: '3-2-501' })

    await taps('WangFang', '已告知')
    const told = lines('WangFang').filter(({ card: shown }) => shown?.title.includes('请电话告知'))
    expect(told.map(({ card: shown }) => shown?.replacedBy)).to.have.length(1)
    expect(told[0]?.card?.replacedBy).to.match(/^王芳 .*已告知$/u)
    const colleague = lines('ChenJing').findLast(({ card: shown }) => shown?.title.includes('请电话告知'))
    if (colleague !== undefined) expect(colleague.card?.replacedBy).to.match(/已告知$/u)
  })

  it('while a servicer talks to him, the desk keeps out and calls', async () => {
    await writes(REPORT)
    await stage.emulator.acts.servicerReceives('wkDesk1', 'WangFang', true)
    await stage.emulator.acts.servicerTakes(TALK, 'WangFang')
    await stage.settle()
    await taps('WangFang', '接单')
    expect(hears()).to.have.length(1)
    expect(cardWith('WangFang', '已告知').text).to.include('接单，正在处理')

    await stage.emulator.acts.servicerEnds(TALK, 'WangFang')
    await writes('谢谢')
    expect(hears()).to.have.length(2)
  })

  it('newer news takes the place of a call that nobody has made yet', async () => {
    await writes(REPORT)
    await later(49 * HOUR_MS)
    await taps('WangFang', '接单')
    expect(cardWith('WangFang', '已告知').text).to.include('接单，正在处理')
    await taps('WangFang', '完成')
    await stage.emulator.phones.memberWrites('WangFang', { type: 'text', content: '已换阀门' })
    await stage.settle()
    const open = lines('WangFang').filter(
      ({ card }) => card?.title.includes('请电话告知') === true && card.replacedBy === null,
    )
    expect(open.map(({ text }) => text.includes('已换阀门'))).to.deep.equal([true])
  })
})
