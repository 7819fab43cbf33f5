import { expect } from 'chai'
import { Counter, Registry } from 'prom-client'
import { DeskError } from '../../src/errors.ts'
import { readyz } from '../../src/http/probes.ts'
import { createCapturedLog } from '../wecom/support/captured-log.ts'
import { runApp, type RunningApp } from './support/running-app.ts'

describe('the application', () => {
  let app: RunningApp | undefined
  afterEach(() => app?.close())

  async function get(path: string, overrides: Parameters<typeof runApp>[0] = {}): Promise<Response> {
    app = await runApp(overrides)
    return fetch(`${app.url}${path}`)
  }

  it('is alive', async () => {
    expect((await get('/healthz')).status).to.equal(200)
  })

  it('is ready when all its parts are', async () => {
    const answer = await get('/readyz', { probes: { database: () => Promise.resolve() } })
    expect([answer.status, await answer.json()]).to.deep.equal([200, { ready: true }])
  })

  it('names the parts that fail, asks all at once and keeps the reasons to the log', async () => {
    const asked: string[] = []
    const probe = (name: string, error?: Error) => (): Promise<void> => {
      asked.push(name)
      return error === undefined ? Promise.resolve() : Promise.reject(error)
    }
    const answer = await get('/readyz', {
      probes: {
        database: probe('database', new DeskError('no_primary', 'mongodb://user:pass@host')),
        cache: probe('cache'),
        token: probe('token', new Error('no')),
      },
    })
    expect(answer.status).to.equal(503)
    expect(await answer.json()).to.deep.equal({ failing: ['database', 'token'] })
    expect(asked).to.deep.equal(['database', 'cache', 'token'])
    expect(app?.log.text()).to.include('no_primary').and.not.to.include('mongodb://')
  })

  it('counts a part that does not answer as failing', async () => {
    const never = new Promise<void>(() => undefined)
    const check = readyz({ database: () => never }, createCapturedLog().logger, 5)
    const answer = await get('/stuck', {
      mount: [check],
    })
    expect([answer.status, await answer.json()]).to.deep.equal([503, { failing: ['database'] }])
  })

  it('shows its metrics', async () => {
    const metrics = new Registry()
    new Counter({ name: 'desk_test_total', help: 'for this test', registers: [metrics] }).inc(3)
    const answer = await get('/metrics', { metrics })
    expect(answer.headers.get('content-type')).to.match(/^text\/plain; version=0\.0\.4/)
    expect(await answer.text()).to.include('desk_test_total 3')
  })

  it('answers 404 in JSON where there is nothing, and 405 to writes on pages', async () => {
    const answer = await get('/nowhere')
    expect([answer.status, await answer.json()]).to.deep.equal([404, { error: 'not found' }])
    const write = await fetch(`${app?.url ?? ''}/healthz`, { method: 'POST' })
    expect(write.status).to.equal(405)
  })

  it('hides what went wrong inside, and logs it once', async () => {
    const answer = await get('/broken', {
      mount: [
        () => {
          throw new Error('password is 1234')
        },
      ],
    })
    expect([answer.status, await answer.json()]).to.deep.equal([500, { error: 'internal error' }])
    expect(app?.log.lines.filter((line) => line.level === 50)).to.have.length(1)
  })

  it('passes on what is meant for the client', async () => {
    const answer = await get('/teapot', { mount: [(ctx) => ctx.throw(418, 'no coffee here')] })
    expect([answer.status, await answer.json()]).to.deep.equal([418, { error: 'no coffee here' }])
  })

  it('logs requests without their query', async () => {
    await (await get('/nowhere?msg_signature=abc&phone=13800138000')).text()
    const lines = app?.log.lines.filter((line) => line.msg === 'request')
    expect(lines).to.have.length(1)
    expect(lines?.[0]).to.include({ method: 'GET', path: '/nowhere', status: 404 })
    expect(app?.log.text()).not.to.include('13800138000')
  })
})
