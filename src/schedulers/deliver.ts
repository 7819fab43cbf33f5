import type { MessageStore } from '../outbox/message.ts'
import type { Scheduler } from './scheduler.ts'

/** Moves the records' messages to the queue and sends what is due; also sweeps up what a crash left behind. */
export function createDeliverScheduler(deps: {
  relay: () => Promise<number>
  dispatch: () => Promise<number>
  messages: Pick<MessageStore, 'nextDueAt'>
}): Scheduler {
  const { relay, dispatch, messages } = deps
  return {
    name: 'deliver',
    leased: false,
    nextDueAt: () => messages.nextDueAt(),
    run: async () => (await relay()) + (await dispatch()),
  }
}
