import type { MessageStore } from './message.ts'

/**
 * What became of an attempt to send a message or to change a card: `held` is one that the quota did not allow,
 * `put_off` one that will be repeated.
 */
export type Outcome = 'sent' | 'dropped' | 'dead' | 'put_off' | 'held'

/** The store, telling the listener of every outcome that was written down. */
export function tellOutcomes(store: MessageStore, listener: (outcome: Outcome) => void): MessageStore {
  const then =
    <Args extends unknown[]>(outcome: Outcome, act: (...args: Args) => Promise<void>) =>
    async (...args: Args): Promise<void> => {
      await act(...args)
      listener(outcome)
    }
  return {
    ...store,
    markSent: then('sent', store.markSent.bind(store)),
    markDropped: then('dropped', store.markDropped.bind(store)),
    markDead: then('dead', store.markDead.bind(store)),
    putOff: then('put_off', store.putOff.bind(store)),
    giveBack: then('held', store.giveBack.bind(store)),
    async hold(holds, lane, claimed) {
      await store.hold(holds, lane, claimed)
      if (claimed !== undefined) listener('held')
    },
  }
}
