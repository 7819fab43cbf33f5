import { Redis } from 'ioredis'
import { DeskError } from '../errors.ts'
import { createRedisUnits } from './redis-units.ts'
import type { SharedState } from './shared-state.ts'

/** Every key of the desk in Redis begins so; other programs may live in the same database. */
export const REDIS_KEY_PREFIX = 'desk:'

const CONNECT_TIMEOUT_MS = 5_000
const COMMAND_TIMEOUT_MS = 5_000
const ATTEMPTS_PER_COMMAND = 2
const LONGEST_RECONNECT_MS = 5_000

// Comparing and acting must be one step on the server, or a slow process could remove its successor's value.
const DELETE_IF_EQUALS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('del', KEYS[1]) end return 0`
const EXTEND_IF_EQUALS = `if redis.call('get', KEYS[1]) == ARGV[1] then return redis.call('pexpire', KEYS[1], ARGV[2]) end return 0`

/**
 * The shared state of several processes in one Redis (≥ 6). Reconnects by itself; a command that cannot be done
 * within seconds rejects with the retryable code `shared_state_unreachable`.
 */
export function createRedisState(url: string, onConnectionError?: (error: Error) => void): SharedState {
  const redis = new Redis(url, {
    keyPrefix: REDIS_KEY_PREFIX,
    connectTimeout: CONNECT_TIMEOUT_MS,
    commandTimeout: COMMAND_TIMEOUT_MS,
    maxRetriesPerRequest: ATTEMPTS_PER_COMMAND,
    retryStrategy: (attempt) => Math.min(attempt * 200, LONGEST_RECONNECT_MS),
  })
  // Without a listener ioredis prints every lost connection on the console; each failed command reports itself.
  redis.on('error', (error: Error) => onConnectionError?.(error))

  return {
    ...createRedisUnits(redis, reach),
    get: async (key) => (await reach(redis.get(key))) ?? undefined,
    set: async (key, value, ttlMs) => {
      await reach(redis.set(key, value, 'PX', wholeMs(ttlMs)))
    },
    setIfAbsent: async (key, value, ttlMs) =>
      (await reach(redis.set(key, value, 'PX', wholeMs(ttlMs), 'NX'))) === 'OK',
    deleteIfEquals: async (key, value) => (await reach(redis.eval(DELETE_IF_EQUALS, 1, key, value))) === 1,
    extendIfEquals: async (key, value, ttlMs) =>
      (await reach(redis.eval(EXTEND_IF_EQUALS, 1, key, value, wholeMs(ttlMs)))) === 1,
    ping: async () => {
      await reach(redis.ping())
    },
    close: async () => {
      // QUIT waits for commands in flight; on a broken connection it rejects and the socket is dropped instead.
      await redis.quit().catch(() => {
        redis.disconnect()
      })
    },
  }
}

async function reach<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    throw new DeskError('shared_state_unreachable', 'Redis did not do what was asked', {
      cause,
      retryable: true,
    })
  }
}

/** Redis takes whole positive milliseconds only. */
function wholeMs(ttlMs: number): number {
  return Math.max(1, Math.ceil(ttlMs))
}
