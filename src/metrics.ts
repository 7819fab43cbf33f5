import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { MessageStore } from './outbox/message.ts'

/** What `/metrics` shows: the process's own figures and how many messages wait, were sent, or could not be delivered. */
export function createMetrics(messages: Pick<MessageStore, 'countByState'>): Registry {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'desk_messages',
    help: 'Outbound messages by state',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      this.reset()
      for (const [state, count] of Object.entries(await messages.countByState())) this.set({ state }, count)
    },
  })
  return registry
}
