import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { addSpan } from '../domain/calendar/index.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { backoffMs, type Backoff } from '../outbox/backoff.ts'
import type { ClaimedMedia, MediaStore } from '../services/media.ts'
import { bringIn, type BringInOptions } from './bring-in.ts'

/** What collecting needs; spans in milliseconds come from the policy's engine section. */
export interface CollectOptions extends BringInOptions {
  media: MediaStore
  clock: Clock
  logger: Logger
  leaseMs: number
  backoff: Backoff
  /** A number in [0, 1) that scatters the waits. */
  random: () => number
  /** Fetched at the same time; no more in one go, so that slow downloads do not keep messages waiting. */
  atOnce: number
}

/**
 * Fetches the media that are due, a handful at once. What the platform or the store cannot do now is tried again, until
 * the platform has forgotten it. Resolves to how many it worked on.
 */
export function createCollect(options: CollectOptions): () => Promise<number> {
  const { media, clock, leaseMs, atOnce } = options
  async function collectOne(): Promise<number> {
    const now = clock.now()
    const token = randomUUID()
    const claimed = await media.claim(now, token, new Date(now.getTime() + leaseMs))
    if (claimed === undefined) return 0
    await bringInOrPutOff(claimed, token, options)
    return 1
  }
  return async () => {
    const worked = await Promise.all(Array.from({ length: atOnce }, collectOne))
    return worked.reduce((sum, one) => sum + one, 0)
  }
}

async function bringInOrPutOff(claimed: ClaimedMedia, token: string, options: CollectOptions): Promise<void> {
  const { media, clock, logger, backoff, random } = options
  const { id, attempts, expiresAt, kind } = claimed
  try {
    const end = await bringIn(claimed, clock.now(), options)
    if (end.state === 'waits') {
      const { askWithin } = options.policyFor(claimed.communityId)['REC-4.2']
      await media.wait(id, token, addSpan(clock.now(), askWithin))
    } else await media.finish(id, token, end)
    logger.info({ code: `media_${end.state}`, eventId: id, kind, attempts }, 'media worked off')
  } catch (error) {
    logger.warn({ code: codeOf(error), eventId: id, kind, attempts, err: error }, 'media not fetched yet')
    const again = clock.now().getTime() + backoffMs(attempts, backoff, random())
    // At the end it is looked at once more, to tell the sender.
    const last = Math.max(expiresAt.getTime(), clock.now().getTime() + backoff.firstMs)
    await media.putOff(id, token, new Date(Math.min(again, last)))
  }
}
