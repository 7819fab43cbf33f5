import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client'
import type { Clock } from './clock.ts'
import type { MessageStore, WaitingCount } from './outbox/message.ts'
import type { Outcome } from './outbox/outcomes.ts'
import type { Quotas } from './outbox/quotas.ts'

/** The figures of `/metrics`, and the ear for what becomes of each attempt to send. */
export interface Metrics {
  registry: Registry
  countOutcome(outcome: Outcome): void
}

/**
 * What `/metrics` shows: the process's own figures, what waits, was sent or given up (in the database, so the same in
 * every process), and what the platform's quotas delayed and what became of attempts (in this process since its start).
 */
export function createMetrics(deps: {
  messages: Pick<MessageStore, 'countByState' | 'countWaiting'>
  quotas: Pick<Quotas, 'figures'>
  clock: Clock
}): Metrics {
  const { messages, quotas, clock } = deps
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  new Gauge({
    name: 'desk_messages',
    help: 'Outbound messages by state',
    labelNames: ['state'],
    registers,
    async collect() {
      this.reset()
      for (const [state, count] of Object.entries(await messages.countByState())) this.set({ state }, count)
    },
  })
  const ageOf = ({ oldest }: WaitingCount) => Math.max(0, clock.now().getTime() - oldest.getTime()) / 1000
  const waiting = [
    ['desk_waiting_messages', 'Messages that are due, held for quota, or dead, by lane', 'count'],
    ['desk_waiting_oldest_seconds', 'Age of the oldest of them', 'age'],
  ] as const
  for (const [name, help, what] of waiting)
    new Gauge({
      name,
      help,
      labelNames: ['lane', 'waits'],
      registers,
      async collect() {
        this.reset()
        for (const counted of await messages.countWaiting())
          this.set(
            { lane: counted.lane, waits: counted.waits },
            what === 'age' ? ageOf(counted) : counted.count,
          )
      },
    })
  const delays = [
    [
      'desk_quota_delayed_messages',
      'Messages that the quota delayed by a minute or more, in this process',
      'count',
    ],
    ['desk_quota_delay_seconds', 'Sum of those delays', 'sum'],
  ] as const
  for (const [name, help, what] of delays)
    new Gauge({
      name,
      help,
      labelNames: ['lane'],
      registers,
      collect() {
        for (const { lane, count, sumMs } of quotas.figures())
          this.set({ lane }, what === 'sum' ? sumMs / 1000 : count)
      },
    })
  const outcomes = new Counter({
    name: 'desk_send_outcomes_total',
    help: 'Attempts to send a message or to change a card, by what became of them, in this process',
    labelNames: ['outcome'],
    registers,
  })
  return { registry, countOutcome: (outcome) => outcomes.inc({ outcome }) }
}
