import { collectDefaultMetrics, Gauge, Registry } from 'prom-client'
import type { MessageStore } from './outbox/message.ts'
import type { Quotas } from './outbox/quotas.ts'

/** What `/metrics` shows: the process's own figures and how many messages wait, were sent, or could not be delivered, and what the platform's quotas delayed. */
export function createMetrics(
  messages: Pick<MessageStore, 'countByState'>,
  quotas: Pick<Quotas, 'figures'>,
): Registry {
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
  new Gauge({
    name: 'desk_quota_held_receivers',
    help: 'Receivers whose messages wait for the quota of the platform, in this process',
    registers: [registry],
    collect() {
      this.set(quotas.figures().held)
    },
  })
  const delays = [
    [
      'desk_quota_delayed_messages',
      'Messages that the quota delayed by a minute or more, in this process',
      1,
    ],
    ['desk_quota_delay_seconds', 'Sum of those delays', 1000],
  ] as const
  for (const [name, help, unitMs] of delays)
    new Gauge({
      name,
      help,
      labelNames: ['lane'],
      registers: [registry],
      collect() {
        for (const { lane, count, sumMs } of quotas.figures().delays)
          this.set({ lane }, unitMs === 1 ? count : sumMs / unitMs)
      },
    })
  return registry
}
