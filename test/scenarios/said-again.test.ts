import { expect } from 'chai'
import { startDeskOnEmulator, type DeskOnEmulator } from '../support/desk-on-emulator.ts'

const SEND = '/cgi-bin/message/send'

describe('the same words to the same person', function () {
  this.timeout(60_000)
  let setting: DeskOnEmulator
  beforeEach(async () => {
    setting = await startDeskOnEmulator()
  })
  afterEach(() => setting.close())

  const asks = async () => {
    await setting.emulator.phones.memberWrites('ZhaoQiang', { type: 'text', content: '帮助' })
    await setting.settle()
  }
  const later = async (seconds: number) => {
    setting.clock.moveTo(new Date(setting.clock.now().getTime() + seconds * 1000))
    await setting.settle()
  }
  const answers = () => {
    const shown = setting.emulator.phones.memberInbox('ZhaoQiang')
    return 'refused' in shown ? [] : shown.filter(({ from, text }) => from !== 'self' && text !== '')
  }

  it('帮助 asked three times within a minute is answered three times, with the same words', async () => {
    for (let time = 0; time < 3; time += 1) {
      await asks()
      await later(15)
    }
    expect(answers()).to.have.length(3)
    expect(new Set(answers().map(({ text }) => text)).size).to.equal(1)
  })

  it('an answer that the platform lost after it had arrived is not sent twice', async () => {
    setting.emulator.faults.set({ kind: 'reset', route: SEND, when: 'after', times: 1 })
    await asks()
    await later(60)
    expect(answers()).to.have.length(1)
  })

  it('the second answer reaches its reader although nobody knows what became of the first', async () => {
    setting.emulator.faults.set({ kind: 'status', route: SEND, status: 502 })
    await asks()
    setting.emulator.faults.clear()
    await asks()
    await later(60)
    expect(answers()).to.have.length(2)
  })
})
