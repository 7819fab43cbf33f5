import { setTimeout } from 'node:timers/promises'
import { expect } from 'chai'
import { startSandbox, withSandbox, type SandboxServer } from './sandbox-server.ts'

describe('sandbox clock', () => {
  let sandbox: SandboxServer
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.close())

  it('reads the clock', async () => {
    expect(await sandbox.get('/clock')).to.deep.equal({
      status: 200,
      body: { now: '2026-11-24T01:00:00.000Z' },
    })
  })

  it('advances by an ISO duration and answers after the desk has settled', async () => {
    const moved = await sandbox.post('/clock', { advance: 'P2DT1H' })
    expect(moved).to.deep.equal({ status: 200, body: { now: '2026-11-26T02:00:00.000Z' } })
    expect(sandbox.calls).to.deep.equal(['advance 2026-11-26T02:00:00.000Z', 'settle'])
  })

  it('moves to an instant with its offset', async () => {
    const moved = await sandbox.post('/clock', { to: '2026-11-30T09:00:00+08:00' })
    expect(moved.body).to.deep.equal({ now: '2026-11-30T01:00:00.000Z' })
  })

  it('does two moves sent at once one after the other', async () => {
    sandbox.hold(setTimeout(20))
    await Promise.all([
      sandbox.post('/clock', { advance: 'PT1H' }),
      sandbox.post('/clock', { advance: 'PT1H' }),
    ])
    expect(await sandbox.get('/clock')).to.have.deep.property('body', { now: '2026-11-24T03:00:00.000Z' })
  })

  for (const [name, body, message] of [
    [
      'a move backwards',
      { to: '2026-11-24T08:59:59+08:00' },
      'to：时钟只能向前走，现在已经是 2026-11-24 09:00:00',
    ],
    ['a negative duration', { advance: '-P1D' }, 'advance：时钟只能向前走，现在已经是 2026-11-24 09:00:00'],
    ['more than a year at once', { advance: 'P9999Y' }, 'advance：一次最多前进 366 天'],
    ['a duration beyond all dates', { advance: 'P999999999999Y' }, 'advance：一次最多前进 366 天'],
    ['no duration', { advance: '两天' }, 'advance：不是 ISO 8601 时长，例如 P2DT1H'],
    [
      'an instant without offset',
      { to: '2026-11-30T09:00:00' },
      'to：不是带时区的 ISO 8601 时刻，例如 2026-11-30T09:00:00+08:00',
    ],
    ['both at once', { advance: 'P1D', to: '2026-11-30T09:00:00+08:00' }, 'advance 和 to 必须且只能填一个'],
    ['neither', {}, 'advance 和 to 必须且只能填一个'],
  ] as const) {
    it(`refuses ${name} and stays where it is`, async () => {
      expect(await sandbox.post('/clock', body)).to.deep.equal({ status: 400, body: { error: message } })
      expect(sandbox.calls).to.deep.equal([])
    })
  }
})

describe('a failing advance of the sandbox clock', () => {
  it('answers 500 without its inner text, and the next move works', () => {
    let failures = 1
    const advance = () => (failures-- > 0 ? Promise.reject(new Error('inner text')) : Promise.resolve())
    return withSandbox({ advance }, async ({ post }) => {
      expect(await post('/clock', { advance: 'P1D' })).to.deep.equal({
        status: 500,
        body: { error: '服务台内部出错，请查看日志' },
      })
      expect(await post('/clock', { advance: 'P1D' })).to.have.property('status', 200)
    })
  })
})
