import { expect } from 'chai'
import { hoursLater } from '../support/builders.ts'
import { createStage, UPDATABLE_MS, type Stage } from './stage.ts'

const END = { say: 'taken', facts: { name: '王芳' }, version: 2 }

describe('settling', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = createStage()
    await stage.sendCard({ id: 'm' })
  })
  const settle = () => stage.messages.settleOne('m', END, stage.clock.now())
  const updates = () =>
    stage.platform.arrivals.flatMap((arrival) => (arrival.call === 'update' ? [arrival.update] : []))

  it('shows everybody who sees the card how it ended', async () => {
    await settle()
    await stage.dispatch()
    expect(updates()).to.deep.equal([
      { userIds: ['WangFang', 'ChenJing'], responseCode: 'code-m', replaceName: 'end: taken' },
    ])
    expect(stage.messages.get('m')).to.deep.include({
      awaits: 'nothing',
      stale: false,
      codes: [],
      settlingCode: null,
    })
    expect(await stage.dispatch()).to.equal(0)
  })

  it('uses the newest code that has not expired', async () => {
    await stage.messages.addCode('m', { code: 'tapped', expiresAt: hoursLater(100) }, stage.clock.now())
    await stage.messages.addCode('m', { code: 'old', expiresAt: hoursLater(1) }, stage.clock.now())
    stage.clock.set(hoursLater(1))
    await settle()
    await stage.dispatch()
    // The platform does not know `tapped`: the next newest is tried.
    expect(updates().map(({ responseCode }) => responseCode)).to.deep.equal(['code-m'])
    expect(stage.messages.get('m').codes.map(({ code }) => code)).to.deep.equal(['old'])
  })

  it('leaves the card as it is while no code is left, until a tap brings one', async () => {
    stage.clock.forward(UPDATABLE_MS)
    await settle()
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ stale: true, awaits: 'nothing' })
    expect(updates()).to.deep.equal([])
    await stage.messages.addCode(
      'm',
      { code: 'code-m', expiresAt: new Date(stage.clock.now().getTime() + 1) },
      stage.clock.now(),
    )
    await stage.dispatch()
    expect(stage.messages.get('m').stale, 'the same code again does not help').to.equal(true)
    await stage.messages.addCode(
      'm',
      { code: 'fresh', expiresAt: new Date(stage.clock.now().getTime() + 1) },
      stage.clock.now(),
    )
    expect(stage.messages.get('m').awaits).to.equal('settling')
  })

  it('is stale when all codes are used up', async () => {
    stage.platform.failNext(60140)
    await settle()
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ stale: true, awaits: 'nothing', codes: [] })
  })

  it('after an interrupted attempt tries the same code; that it is used means that the attempt had arrived', async () => {
    stage.platform.failNext('lost_answer')
    await settle()
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ awaits: 'settling', codes: [] })
    expect(stage.messages.get('m').settlingCode?.code).to.equal('code-m')
    await stage.dispatchLater()
    expect(stage.messages.get('m')).to.deep.include({ awaits: 'nothing', stale: false, settlingCode: null })
    expect(updates()).to.have.length(1)
  })

  it('after a lost request shows the end at the second attempt', async () => {
    stage.platform.failNext('lost_request')
    await settle()
    await stage.dispatch()
    await stage.dispatchLater()
    expect(updates()).to.have.length(1)
    expect(stage.messages.get('m').awaits).to.equal('nothing')
  })

  it('does nothing when the code was taken by somebody else', async () => {
    await settle()
    stage.messages.takeCode = () => Promise.resolve(false)
    await stage.dispatch()
    expect(updates()).to.deep.equal([])
    expect(stage.messages.get('m').awaits).to.equal('settling')
  })

  it('gives up on a card that the platform will never change', async () => {
    stage.platform.failNext(82102)
    await settle()
    await stage.dispatch()
    expect(stage.messages.get('m')).to.deep.include({ awaits: 'nothing', stale: true })
  })

  it('waits and goes on when the platform is busy', async () => {
    stage.platform.failNext(45009)
    await settle()
    await stage.dispatch()
    expect(stage.messages.get('m').dueAt).to.deep.equal(new Date(stage.clock.now().getTime() + 4000 / 2))
    await stage.dispatchLater()
    expect(updates()).to.have.length(1)
  })
})
