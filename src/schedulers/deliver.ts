import type { MessageStore } from '../outbox/message.ts'
import type { Quotas } from '../outbox/quotas.ts'
import type { Scheduler } from './scheduler.ts'

/** Moves the records' messages to the queue and sends what is due; also sweeps up what a crash left behind. */
export function createDeliverScheduler(deps: {
  relay: () => Promise<number>
  dispatch: () => Promise<number>
  messages: Pick<MessageStore, 'nextDueAt'>
  quotas: Pick<Quotas, 'held' | 'nextEndAt'>
}): Scheduler {
  const { relay, dispatch, messages, quotas } = deps
  return {
    name: 'deliver',
    leased: false,
    async nextDueAt() {
      // What waits for the platform's quota is due when the quota is there.
      const due = await messages.nextDueAt(quotas.held())
      const quotaAt = quotas.nextEndAt()
      return due === undefined || (quotaAt !== undefined && quotaAt < due) ? quotaAt : due
    },
    run: async () => (await relay()) + (await dispatch()),
  }
}
