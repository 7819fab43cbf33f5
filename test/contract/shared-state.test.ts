import { createMemoryState } from '../../src/shared-state/memory-state.ts'
import { createRedisState } from '../../src/shared-state/redis-state.ts'
import { passReally, sharedStateContract } from './shared-state-contract.ts'

sharedStateContract('the memory state', () => {
  let now = Date.parse('2026-11-02T08:00:00Z')
  return Promise.resolve({
    state: createMemoryState({ now: () => new Date(now) }),
    pass: (ms) => {
      now += ms
      return Promise.resolve()
    },
  })
})

const url = process.env.REDIS_URL
if (url === undefined || url === '') {
  describe('the Redis state', () => {
    it('keeps the SharedState contract (pending: REDIS_URL names no Redis to test with)')
  })
} else {
  sharedStateContract('the Redis state', () =>
    Promise.resolve({ state: createRedisState(url), pass: passReally }),
  )
}
