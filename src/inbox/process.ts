import { randomUUID } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import { backoffMs, type Backoff } from '../outbox/backoff.ts'
import { parseStoredEvent, type DeskEvent } from './desk-event.ts'
import type { InboxEntry, InboxStore } from './inbox.ts'

/** What working off the inbox needs. */
export interface ProcessOptions {
  inbox: InboxStore
  handle: (event: DeskEvent) => Promise<void>
  /** Told of an event that is tried no more (`undefined`: it cannot even be read); it stays in the inbox. */
  onGivenUp: (event: DeskEvent | undefined, deliveryId: string) => Promise<void>
  clock: Clock
  logger: Logger
  leaseMs: number
  giveUpAfterMs: number
  backoff: Backoff
  /** A number in [0, 1) that scatters the waits. */
  random: () => number
}

/**
 * Hands the waiting events to their handlers, oldest first. An event counts as handled only when its handler came to
 * an end; one that failed is tried again later, so nothing is lost. Resolves to how many it worked on.
 */
export function createProcess(options: ProcessOptions): () => Promise<number> {
  const { inbox, clock, leaseMs } = options
  return async () => {
    let worked = 0
    for (;;) {
      const token = randomUUID()
      const now = clock.now()
      const entry = await inbox.claim(now, token, new Date(now.getTime() + leaseMs))
      if (entry === undefined) return worked
      await processOne(entry, token, options)
      worked += 1
    }
  }
}

async function processOne(entry: InboxEntry, token: string, options: ProcessOptions): Promise<void> {
  const { inbox, handle, clock, logger, backoff, giveUpAfterMs, random } = options
  let event: DeskEvent | undefined
  try {
    event = parseStoredEvent(entry.event)
    await handle(event)
    await inbox.markHandled(entry.deliveryId, token, clock.now())
  } catch (error) {
    const now = clock.now()
    const line = {
      code: codeOf(error),
      eventId: entry.deliveryId,
      kind: event?.kind,
      attempts: entry.attempts,
      err: error,
    }
    if (now.getTime() - entry.receivedAt.getTime() > giveUpAfterMs) {
      logger.error(line, 'event given up')
      await options.onGivenUp(event, entry.deliveryId)
      await inbox.markFailed(entry.deliveryId, token, codeOf(error))
      return
    }
    logger.error(line, 'event failed, will be replayed')
    await inbox.putOff(
      entry.deliveryId,
      token,
      new Date(now.getTime() + backoffMs(entry.attempts, backoff, random())),
    )
  }
}
