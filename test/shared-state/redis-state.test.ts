import { createServer, type Server } from 'node:net'
import type { AddressInfo } from 'node:net'
import { expect } from 'chai'
import { createRedisState } from '../../src/shared-state/redis-state.ts'

describe('the Redis state', () => {
  it('rejects with a retryable code when nobody answers, and still closes', async () => {
    const url = `redis://127.0.0.1:${await freePort()}`
    const errors: Error[] = []
    const state = createRedisState(url, (error) => errors.push(error))
    const failure: unknown = await state.get('a').catch((error: unknown) => error)
    expect(failure).to.include({ code: 'shared_state_unreachable', retryable: true })
    expect(errors.length).to.be.greaterThan(0)
    await state.close()
  })
})

/** A port on which nobody listens any more. */
async function freePort(): Promise<number> {
  const server = await new Promise<Server>((resolve) => {
    const listening = createServer().listen(0, '127.0.0.1', () => resolve(listening))
  })
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}
