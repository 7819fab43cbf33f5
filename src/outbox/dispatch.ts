import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { WecomClient } from '../wecom/client.ts'
import { backoffMs, type Backoff } from './backoff.ts'
import type { Composer } from './body.ts'
import type { MessageStore } from './message.ts'
import type { OwnerDoor } from './owner-door.ts'
import type { Quotas } from './quotas.ts'
import type { Routes } from './routes.ts'
import { sendMessage } from './send.ts'
import { settleCard } from './settle.ts'

/** What sending needs; spans in milliseconds come from the policy's engine section. */
export interface DispatchOptions {
  messages: MessageStore
  composer: Composer
  wecom: WecomClient
  quotas: Quotas
  routes: Routes
  ownerDoor: OwnerDoor
  clock: Clock
  logger: Logger
  managersGroup: (communityId: string) => string | undefined
  /** Whether somebody was a member and is no longer, so that nothing can reach him. */
  isFormer: (userId: string) => boolean
  sendAtOnce: number
  leaseMs: number
  updatableForMs: number
  giveUpAfterMs: number
  backoff: Backoff
  /** A number in [0, 1) that scatters the waits. */
  random: () => number
}

/** The longest window of the platform's quotas that drops silently. */
const RECOUNT_MS = 24 * 3_600_000

/**
 * Sends what is due, most urgent lane first, and ends cards that are over; several at once, each under its own claim.
 * Resolves to how many messages it worked on.
 */
export function createDispatch(options: DispatchOptions): () => Promise<number> {
  const { messages, quotas, clock, logger, leaseMs, sendAtOnce, giveUpAfterMs, backoff, random } = options
  let counted: Promise<void> | undefined

  /** The quotas of a process that has just started know nothing of what was sent before. */
  async function recount(): Promise<void> {
    const now = clock.now()
    await quotas.recount(await messages.deliveredSince(new Date(now.getTime() - RECOUNT_MS), now))
  }

  async function workOnOne(work: 'sending' | 'settling'): Promise<boolean> {
    const token = randomUUID()
    const now = clock.now()
    const message = await messages.claim(work, now, token, new Date(now.getTime() + leaseMs))
    if (message === undefined) return false
    try {
      await (work === 'sending' ? sendMessage : settleCard)(message, token, options)
    } catch (error) {
      // One message that cannot be written must not keep the others waiting.
      logger.error({ code: codeOf(error), messageId: message.id, err: error }, 'message failed')
      const dueAt = new Date(now.getTime() + backoffMs(message.attempts, backoff, random()))
      if (work === 'sending' && now.getTime() - message.queuedAt.getTime() > giveUpAfterMs)
        await messages.markDead(message.id, token, codeOf(error))
      else await messages.putOff(message.id, token, dueAt, 'unknown')
    }
    return true
  }

  /** Works until nothing is left; whoever finds something calls for help, so that an idle round costs one look. */
  async function workOff(): Promise<number> {
    const workers = new Set<Promise<void>>()
    const failures: unknown[] = []
    let worked = 0
    const work = async (): Promise<void> => {
      for (;;) {
        // In turn, so that a long queue does not leave people with cards that are over.
        const done = [await workOnOne('sending'), await workOnOne('settling')].filter(Boolean).length
        if (done === 0) return
        worked += done
        if (workers.size < sendAtOnce) hire()
      }
    }
    const hire = (): void => {
      const worker = work()
        .catch((error: unknown) => void failures.push(error))
        .finally(() => workers.delete(worker))
      workers.add(worker)
    }
    hire()
    while (workers.size > 0) await Promise.all(workers)
    if (failures.length > 0) throw failures[0]
    return worked
  }

  return async () => {
    counted ??= recount()
    await counted.catch((error: unknown) => {
      counted = undefined
      throw error
    })
    return workOff()
  }
}
