import type { Clock } from '../clock.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { DeskEvent } from './desk-event.ts'
import type { InboxStore } from './inbox.ts'
import type { Spool } from './spool.ts'
import { within } from './within.ts'

/** How long storing may take before the spool is used instead: WeCom hangs up after 5 s (`wecom.md` 1.6). */
const STORE_WITHIN_MS = 2000

/**
 * Stores an event durably, in the inbox or, while the database is away or slow, in the spool; rejects only when both
 * failed, so that WeCom is not answered 200 and sends it again.
 */
export function createReceiver(deps: {
  inbox: Pick<InboxStore, 'add'>
  spool: Pick<Spool, 'add'>
  clock: Clock
  logger: Logger
  onStored: () => void
}): (event: DeskEvent) => Promise<void> {
  const { inbox, spool, clock, logger, onStored } = deps
  return async (event) => {
    try {
      await within(STORE_WITHIN_MS, inbox.add(event, clock.now()))
    } catch (error) {
      logger.warn(
        { code: codeOf(error), eventId: event.deliveryId },
        'database away: event goes to the spool',
      )
      await spool.add(event)
    }
    onStored()
  }
}
