import { createHash, randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { Logger } from '../logger.ts'
import type { SharedState } from '../shared-state/shared-state.ts'
import { asRefused, fetchToken, type TokenRequest } from './fetch-token.ts'
import { WecomError } from './wecom-error.ts'

const REFRESH_BEFORE_END_MS = 5 * 60_000
const LOCK_MS = 15_000
const POLL_MS = 100
const POLLS = LOCK_MS / POLL_MS
/** A wrong secret asked for again and again gets the address blocked for an hour (wecom.md 3). */
const REST_AFTER_REFUSAL_MS = 10_000

const Stored = z.object({ token: z.string(), refreshAt: z.number(), endsAt: z.number() })
type Stored = z.infer<typeof Stored>

/** The access token of one app, the same for all processes (wecom.md 3). */
export interface AccessTokens {
  /** A token good for the next minutes; rejects with a `WecomError` whose outcome is always `refused`. */
  current(): Promise<string>
  /** Forgets a token the platform refused, unless somebody has replaced it already. */
  invalidate(token: string): Promise<void>
}

/** What tokens are asked with and where they are kept. */
export interface AccessTokenOptions extends TokenRequest {
  agentId: number
  sharedState: SharedState
  clock: Clock
  logger: Logger
}

/** Keeps the token in the shared state, lets one process at a time fetch a new one and the others wait for it. */
export function createAccessTokens(options: AccessTokenOptions): AccessTokens {
  const { sharedState, clock, logger } = options
  // A new secret must not find the tokens and refusals of the old one.
  const secretMark = createHash('sha256').update(options.secret).digest('hex').slice(0, 8)
  const key = `wecom:token:${options.corpId}:${options.agentId}:${secretMark}`
  let refreshing: Promise<string> | undefined

  async function read(): Promise<{ raw: string; stored: Stored } | undefined> {
    const raw = await sharedState.get(key)
    const stored = raw === undefined ? undefined : parseStored(raw)
    return raw === undefined || stored === undefined ? undefined : { raw, stored }
  }

  async function renew(): Promise<Stored> {
    const startedAt = clock.now().getTime()
    const { token, lifeMs } = await fetchToken(options)
    const stored = {
      token,
      endsAt: startedAt + lifeMs,
      refreshAt: startedAt + lifeMs - Math.min(REFRESH_BEFORE_END_MS, lifeMs / 2),
    }
    await sharedState.set(key, JSON.stringify(stored), lifeMs)
    return stored
  }

  async function fetchUnlessRefused(): Promise<Stored> {
    const refusal = await sharedState.get(`${key}:refused`)
    if (refusal !== undefined) {
      throw new WecomError(refusal, 'access token refused a moment ago, not asked again yet', {
        handling: 'alarm',
        outcome: 'refused',
      })
    }
    try {
      return await renew()
    } catch (error) {
      if (error instanceof WecomError && error.handling === 'alarm') {
        await sharedState.set(`${key}:refused`, error.code, REST_AFTER_REFUSAL_MS)
      }
      throw error
    }
  }

  /** Under the lock: somebody else may have been quicker; and while the old token lives, a failed fetch is no harm. */
  async function refreshLocked(): Promise<string> {
    const stored = (await read())?.stored
    const now = clock.now().getTime()
    if (stored !== undefined && now < stored.refreshAt) return stored.token
    try {
      return (await fetchUnlessRefused()).token
    } catch (error) {
      if (stored === undefined || now >= stored.endsAt) throw error
      logger.warn({ err: error }, 'access token not renewed, the old one is still used')
      return stored.token
    }
  }

  async function refresh(): Promise<string> {
    const lock = `${key}:lock`
    const holder = randomUUID()
    for (let poll = 0; poll < POLLS; poll += 1) {
      if (await sharedState.setIfAbsent(lock, holder, LOCK_MS)) {
        try {
          return await refreshLocked()
        } finally {
          await sharedState.deleteIfEquals(lock, holder)
        }
      }
      const stored = (await read())?.stored
      if (stored !== undefined && clock.now().getTime() < stored.endsAt) return stored.token
      await sleep(POLL_MS)
    }
    throw new WecomError('wecom_token_wait', 'another process has been fetching a token for too long', {
      handling: 'retry',
      outcome: 'refused',
    })
  }

  return {
    current: async () => {
      try {
        const stored = (await read())?.stored
        if (stored !== undefined && clock.now().getTime() < stored.refreshAt) return stored.token
        refreshing ??= refresh().finally(() => {
          refreshing = undefined
        })
        return await refreshing
      } catch (error) {
        throw asRefused(error)
      }
    },
    invalidate: async (token) => {
      const found = await read()
      if (found?.stored.token === token) await sharedState.deleteIfEquals(key, found.raw)
    },
  }
}

/** What another version of the desk may have left in another shape counts as absent. */
function parseStored(raw: string): Stored | undefined {
  try {
    return Stored.safeParse(JSON.parse(raw)).data
  } catch {
    return undefined
  }
}
