import { expect } from 'chai'
import { aText, fetchToken, MINUTE, setStage, type Json, type Stage } from './support/stage.ts'
import { expectRejection } from './support/expect-rejection.ts'

const SEND = '/cgi-bin/message/send'

describe('Check 5: faults on command', () => {
  let stage: Stage
  beforeEach(async () => {
    stage = await setStage()
  })
  const send = (changes: Record<string, unknown> = {}): Promise<Json> => stage.post(SEND, aText(changes))

  it('an errcode n times, without acting and without blaming the client', async () => {
    stage.emulator.faults.set({ kind: 'errcode', route: SEND, errcode: -1, times: 2 })
    const answers = [await send(), await send(), await send()]
    expect(answers.map((answer) => answer.errcode)).to.deep.equal([-1, -1, 0])
    expect(stage.inbox('LiGong')).to.have.length(1)
    expect(stage.emulator.violations()).to.deep.equal([])
  })

  it('an errcode for a window of the emulator’s clock', async () => {
    stage.emulator.faults.set({ kind: 'errcode', route: SEND, errcode: 45009, forMs: MINUTE })
    expect((await send()).errcode).to.equal(45009)
    stage.clock.advance(MINUTE)
    expect((await send()).errcode).to.equal(0)
    expect(stage.emulator.faults.list()).to.deep.equal([])
  })

  it('a status such as 502', async () => {
    stage.emulator.faults.set({ kind: 'status', route: SEND, status: 502, times: 1 })
    const response = await fetch(`${stage.base}${SEND}?access_token=${stage.token}`, {
      method: 'POST',
      body: '{}',
    })
    expect(response.status).to.equal(502)
    expect((await send()).errcode).to.equal(0)
  })

  it('45033 to calls above so many at once', async () => {
    stage.emulator.faults.set({ kind: 'concurrency', route: SEND, limit: 1 })
    stage.emulator.faults.set({ kind: 'latency', route: SEND, ms: 50, when: 'before' })
    const answers = await Promise.all([send(), send()])
    expect(answers.map((answer) => answer.errcode).sort()).to.deep.equal([0, 45033])
  })

  it('a connection reset before anything was done', async () => {
    stage.emulator.faults.set({ kind: 'reset', route: SEND, times: 1 })
    await expectRejection(send())
    expect(stage.inbox('LiGong')).to.deep.equal([])
  })

  it('an answer lost after the message went out: a retry doubles it, unless the duplicate check is on', async () => {
    for (const enable_duplicate_check of [0, 1]) {
      const before = stage.inbox('LiGong').length
      stage.emulator.faults.set({ kind: 'reset', route: SEND, when: 'after', times: 1 })
      await expectRejection(send({ enable_duplicate_check }))
      expect((await send({ enable_duplicate_check })).errcode).to.equal(0)
      expect(stage.inbox('LiGong').length - before).to.equal(enable_duplicate_check === 1 ? 1 : 2)
    }
  })

  it('a platform whose clock runs ahead: its webhooks carry its own time, its tokens die by it', async () => {
    stage.emulator.faults.set({ kind: 'clock_skew', ms: 3 * 3_600_000 })
    await stage.emulator.acts.opensApp('LiGong')
    const said = Number(stage.bot.received[0]?.fields.CreateTime) * 1000
    expect(said - stage.clock.now().getTime()).to.equal(3 * 3_600_000)
    expect((await stage.get('/cgi-bin/getcallbackip')).errcode).to.equal(42001)
    stage.emulator.faults.clear()
    expect((await stage.get('/cgi-bin/getcallbackip')).errcode).to.equal(0)
  })

  it('are ordered in JSON; what is not understood is refused by name', () => {
    const { faults } = stage.emulator
    expect(faults.apply({ kind: 'errcode', errcode: -1 })).to.have.nested.property('faults[0].route', '*')
    expect(faults.apply({ clear: true })).to.deep.equal({ faults: [] })
    for (const wrong of [
      undefined,
      {},
      { kind: 'poem' },
      { kind: 'errcode' },
      { kind: 'status', status: 200 },
      [],
    ]) {
      expect(faults.apply(wrong)).to.have.property('refused')
    }
    expect(faults.list()).to.deep.equal([])
  })
})

describe('Check 31: switched off as a whole', () => {
  for (const [what, errcode] of [
    ['caller’s address not trusted', 60020],
    ['app disabled', 50003],
    ['app asleep', 48006],
  ] as const) {
    it(`${what}: every call with a good token is ${errcode}, one without is told so first`, async () => {
      const stage = await setStage()
      stage.emulator.faults.set({ kind: 'errcode', route: '/cgi-bin/', errcode })
      expect((await stage.post(SEND, aText())).errcode).to.equal(errcode)
      expect((await stage.get('/cgi-bin/user/get', { userid: 'LiGong' })).errcode).to.equal(errcode)
      expect((await stage.get('/cgi-bin/user/get', { access_token: '' })).errcode).to.equal(41001)
      stage.emulator.faults.clear()
      expect((await stage.post(SEND, aText())).errcode).to.equal(0)
    })
  }
})

describe('Limits of one API', () => {
  it('answer 45009 above 10 000 calls a minute', async () => {
    const stage = await setStage()
    const address = `${stage.base}/cgi-bin/getcallbackip?access_token=${await fetchToken(stage.base)}`
    let last: Json | undefined
    for (let done = 0; done < 10_001; done += 73) {
      const calls = Array.from({ length: Math.min(73, 10_001 - done) }, async () =>
        (await fetch(address)).json(),
      )
      last = (await Promise.all(calls)).at(-1) as Json
    }
    expect(last?.errcode).to.equal(45009)
    stage.clock.advance(MINUTE)
    expect((await stage.get('/cgi-bin/getcallbackip')).errcode).to.equal(0)
  }).timeout(60_000)
})
