import { expect } from 'chai'
import type { Clock } from '../../src/clock.ts'
import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import type { SharedState } from '../../src/shared-state/shared-state.ts'
import { createAccessTokens, type AccessTokens } from '../../src/wecom/access-token.ts'
import { createCapturedLog } from './support/captured-log.ts'
import { SECRET } from './support/desk-client.ts'
import { expectFailure } from './support/expect-failure.ts'
import { errmsg, startFakePlatform, TOKEN_PATH, type FakePlatform } from './support/fake-platform.ts'

const MINUTE_MS = 60_000

describe('access tokens', () => {
  let platform: FakePlatform
  let state: SharedState
  let now: number
  let log: ReturnType<typeof createCapturedLog>
  const clock: Clock = { now: () => new Date(now) }
  beforeEach(async () => {
    platform = await startFakePlatform()
    now = Date.parse('2026-11-02T08:00:00Z')
    state = createMemoryState(clock)
    log = createCapturedLog()
  })
  afterEach(() => platform.close())

  /** What one process has; all share the same state. */
  const aProcess = (overrides: { secret?: string; sharedState?: SharedState } = {}): AccessTokens =>
    createAccessTokens({
      apiBase: platform.url,
      corpId: 'ww00emulator000001',
      agentId: 1000002,
      secret: SECRET,
      sharedState: state,
      clock,
      logger: log.logger,
      fetch: globalThis.fetch,
      timeoutMs: 1000,
      ...overrides,
    })
  const asked = (): number => platform.callsOf(TOKEN_PATH).length

  it('asks with corp id and secret, once for all processes', async () => {
    expect(await aProcess().current()).to.equal('token-1')
    expect(await aProcess().current()).to.equal('token-1')
    expect(platform.calls.map((call) => call.query)).to.deep.equal([
      { corpid: 'ww00emulator000001', corpsecret: SECRET },
    ])
  })

  it('lets one of many at once fetch, in one process and in several', async () => {
    const processes = Array.from({ length: 5 }, () => aProcess())
    const tokens = await Promise.all([...processes, ...processes].map((tokens) => tokens.current()))
    expect(new Set(tokens)).to.deep.equal(new Set(['token-1']))
    expect(asked()).to.equal(1)
  })

  it('does not make the callers of one process compete for the lock', async () => {
    let attempts = 0
    const counting: SharedState = {
      ...state,
      setIfAbsent: (key, value, ttlMs) => {
        attempts += 1
        return state.setIfAbsent(key, value, ttlMs)
      },
    }
    const tokens = aProcess({ sharedState: counting })
    await Promise.all([tokens.current(), tokens.current(), tokens.current()])
    expect(attempts).to.equal(1)
  })

  it('replaces a stored value that it cannot read', async () => {
    const garbled: SharedState = {
      ...state,
      get: (key) => (key.endsWith(':refused') ? state.get(key) : Promise.resolve('not {json')),
    }
    expect(await aProcess({ sharedState: garbled }).current()).to.equal('token-1')
  })

  it('fetches a new one when less than five minutes remain, not before', async () => {
    const tokens = aProcess()
    await tokens.current()
    platform.token = 'token-2'
    now += 115 * MINUTE_MS - 1
    expect(await tokens.current()).to.equal('token-1')
    now += 1
    expect(await tokens.current()).to.equal('token-2')
    expect(asked()).to.equal(2)
  })

  it('goes on with the old token while another process is fetching', async () => {
    await aProcess().current()
    now += 116 * MINUTE_MS
    const key = [...(await lockKeys())][0] ?? ''
    await state.set(key, 'another process', 15_000)
    expect(await aProcess().current()).to.equal('token-1')
    expect(asked()).to.equal(1)
  })

  it('goes on with the old token when the platform is busy, and logs it', async () => {
    const tokens = aProcess()
    await tokens.current()
    now += 116 * MINUTE_MS
    platform.tokenAnswers = [errmsg(-1, 'system busy')]
    expect(await tokens.current()).to.equal('token-1')
    expect(log.lines).to.have.length(1)
    now += 4 * MINUTE_MS
    platform.tokenAnswers = [errmsg(-1, 'system busy')]
    expect(await expectFailure(tokens.current())).to.include({ errcode: -1 })
  })

  it('copes with tokens that live shorter than five minutes', async () => {
    platform.tokenAnswers = [{ errcode: 0, errmsg: 'ok', access_token: 'brief', expires_in: 60 }]
    const tokens = aProcess()
    expect(await tokens.current()).to.equal('brief')
    now += 29_000
    expect(await tokens.current()).to.equal('brief')
    now += 1_000
    expect(await tokens.current()).to.equal('token-1')
  })

  it('forgets a refused token, once, and never the one that replaced it', async () => {
    const [one, other] = [aProcess(), aProcess()]
    const stale = await one.current()
    platform.token = 'token-2'
    await one.invalidate(stale)
    expect(await one.current()).to.equal('token-2')
    await other.invalidate(stale)
    expect(await other.current()).to.equal('token-2')
    expect(asked()).to.equal(2)
  })

  it('asks a platform that refuses the secret no more for a while, so as not to be blocked', async () => {
    platform.tokenAnswers = [errmsg(40001, 'invalid credential')]
    const first = await expectFailure(aProcess().current())
    expect(first).to.include({ errcode: 40001, handling: 'alarm', outcome: 'refused', retryable: false })
    const second = await expectFailure(aProcess().current())
    expect(second).to.include({ code: 'wecom_40001', handling: 'alarm', outcome: 'refused' })
    expect(asked()).to.equal(1)
    now += 10_000
    expect(await aProcess().current()).to.equal('token-1')
  })

  it('does not mix up the tokens of an old and a new secret', async () => {
    await aProcess().current()
    platform.token = 'token-of-new-secret'
    expect(await aProcess({ secret: 'new-secret' }).current()).to.equal('token-of-new-secret')
    expect(await aProcess().current()).to.equal('token-1')
  })

  it('says "surely not done" whatever goes wrong, since no call goes out without a token', async () => {
    platform.tokenAnswers = [
      (ctx) => {
        ctx.status = 502
      },
      (ctx) => {
        ctx.req.socket.destroy()
      },
      (ctx) => {
        ctx.body = '<html>maintenance</html>'
      },
    ]
    const codes: string[] = []
    for (let i = 0; i < 3; i += 1) {
      const failure = await expectFailure(aProcess().current())
      expect(failure).to.include({ outcome: 'refused', retryable: true })
      codes.push(failure.code)
    }
    expect(codes).to.deep.equal(['wecom_http_502', 'wecom_connection_lost', 'wecom_answer_unreadable'])
  })

  it('reports an unreachable shared state as an outage, not as a refusal by the platform', async () => {
    const gone: SharedState = { ...state, get: () => Promise.reject(new Error('redis away')) }
    const failure = await expectFailure(aProcess({ sharedState: gone }).current())
    expect(failure).to.include({ code: 'wecom_token_unavailable', outcome: 'refused', retryable: true })
  })

  it('never shows secret or token in errors and logs', async () => {
    platform.tokenAnswers = [errmsg(40001, 'invalid credential')]
    const failure = await expectFailure(aProcess().current())
    log.logger.error({ err: failure }, 'as a boundary would log it')
    expect(log.text()).not.to.include(SECRET).and.not.to.include('token-1')
  })

  /** The names under which processes lock the fetching. */
  async function lockKeys(): Promise<Set<string>> {
    const keys = new Set<string>()
    const spying: SharedState = {
      ...state,
      get: () => Promise.resolve(undefined),
      setIfAbsent: (key) => {
        keys.add(key)
        return Promise.reject(new Error('stop here'))
      },
    }
    await expectFailure(aProcess({ sharedState: spying }).current())
    return keys
  }
})
