import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import { pino } from 'pino'
import { createMovableClock } from '../../../src/sandbox/movable-clock.ts'
import { createSandboxRouter, type SandboxRouterDeps } from '../../../src/sandbox/api/router.ts'
import { createFakePhones, PEOPLE, type FakePhones } from './fake-phones.ts'

/** A sandbox API on a free port, upon fake phones. */
export interface SandboxServer {
  url: string
  phones: FakePhones
  /** Names of what the API asked of the desk, in order. */
  calls: string[]
  get: (path: string) => Promise<{ status: number; body: unknown }>
  post: (path: string, body: unknown) => Promise<{ status: number; body: unknown }>
  /** Makes every move of the clock wait for the promise. */
  hold(until: Promise<unknown>): void
  /** Stops as the desk does: streams end, then the server closes. */
  close(): Promise<void>
}

/** Starts the API; `overrides` replace single dependencies, `before` middleware runs first. */
export async function startSandbox(
  overrides: Partial<SandboxRouterDeps> = {},
  before: Koa.Middleware[] = [],
): Promise<SandboxServer> {
  const start = new Date('2026-11-24T01:00:00Z')
  const clock = createMovableClock({ base: { now: () => start } })
  const phones = createFakePhones(() => clock.now())
  const calls: string[] = []
  let held: Promise<unknown> = Promise.resolve()
  const stopping = new AbortController()
  const app = new Koa()
  for (const middleware of before) app.use(middleware)
  const router = createSandboxRouter({
    phones,
    clock,
    people: () => PEOPLE,
    advance: async (to) => {
      calls.push(`advance ${to.toISOString()}`)
      await held
      clock.moveTo(to)
    },
    settle: () => {
      calls.push('settle')
      return Promise.resolve()
    },
    stopping: stopping.signal,
    logger: pino({ level: 'silent' }),
    ...overrides,
  })
  app.use(router.routes())
  const server = app.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${String(port)}`

  const ask = async (path: string, init?: RequestInit): Promise<{ status: number; body: unknown }> => {
    const res = await fetch(`${url}/sandbox/api${path}`, init)
    return { status: res.status, body: await res.json() }
  }
  return {
    url,
    phones,
    hold: (until) => {
      held = until
    },
    calls,
    get: (path) => ask(path),
    post: (path, body) =>
      ask(path, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) }),
    async close() {
      if (stopping.signal.aborted) return
      stopping.abort()
      const closed = once(server, 'close')
      server.close()
      await closed
    },
  }
}

/** Runs one test against an API of its own, which stops even when the test fails. */
export async function withSandbox(
  overrides: Partial<SandboxRouterDeps>,
  test: (sandbox: SandboxServer) => Promise<void>,
): Promise<void> {
  const sandbox = await startSandbox(overrides)
  try {
    await test(sandbox)
  } finally {
    await sandbox.close()
  }
}
