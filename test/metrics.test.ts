import { expect } from 'chai'
import { createMetrics } from '../src/metrics.ts'
import { tellOutcomes, type Outcome } from '../src/outbox/outcomes.ts'
import { hoursLater, MONDAY_10 } from './support/builders.ts'
import { createFixedClock } from './support/fixed-clock.ts'
import { createMemoryMessages } from './support/memory-messages.ts'

describe('/metrics', () => {
  const metrics = () =>
    createMetrics({
      messages: {
        countByState: () => Promise.resolve({ sent: 7, dead: 1 }),
        countWaiting: () =>
          Promise.resolve([
            { lane: 'task', waits: 'held', count: 12, oldest: hoursLater(-2) },
            { lane: 'danger', waits: 'due', count: 1, oldest: hoursLater(1) },
            { lane: 'digest', waits: 'dead', count: 3, oldest: MONDAY_10 },
          ]),
      },
      quotas: { figures: () => [{ lane: 'reminder', count: 4, sumMs: 250_000 }] },
      clock: createFixedClock(MONDAY_10),
    })
  const linesOf = async (made: ReturnType<typeof metrics>): Promise<string[]> =>
    (await made.registry.metrics()).split('\n').filter((line) => line.startsWith('desk_'))

  it('shows what was sent, what waits in which lane and since when, and what the quota delayed', async () => {
    expect(await linesOf(metrics())).to.deep.equal([
      'desk_messages{state="sent"} 7',
      'desk_messages{state="dead"} 1',
      'desk_waiting_messages{lane="task",waits="held"} 12',
      'desk_waiting_messages{lane="danger",waits="due"} 1',
      'desk_waiting_messages{lane="digest",waits="dead"} 3',
      'desk_waiting_oldest_seconds{lane="task",waits="held"} 7200',
      'desk_waiting_oldest_seconds{lane="danger",waits="due"} 0',
      'desk_waiting_oldest_seconds{lane="digest",waits="dead"} 0',
      'desk_quota_delayed_messages{lane="reminder"} 4',
      'desk_quota_delay_seconds{lane="reminder"} 250',
    ])
  })

  it('counts what became of attempts', async () => {
    const made = metrics()
    for (const outcome of ['sent', 'sent', 'held', 'dead'] as const) made.countOutcome(outcome)
    const counted = (await linesOf(made)).filter((line) => line.startsWith('desk_send_outcomes_total'))
    expect(counted).to.deep.equal([
      'desk_send_outcomes_total{outcome="sent"} 2',
      'desk_send_outcomes_total{outcome="held"} 1',
      'desk_send_outcomes_total{outcome="dead"} 1',
    ])
  })

  it('is told of an outcome when it is written down, not before', async () => {
    const told: Outcome[] = []
    const messages = createMemoryMessages()
    const store = tellOutcomes(messages, (outcome) => told.push(outcome))
    const at = { at: MONDAY_10, viewers: [], taskId: null, code: null }
    await store.markSent('m', 't', at)
    await store.putOff('m', 't', MONDAY_10, 'unknown')
    await store.giveBack('m', 't', MONDAY_10)
    await store.hold([], 'task')
    await store.hold([], 'task', { id: 'm', token: 't', queuedAt: MONDAY_10 })
    await store.markDropped('m', 't')
    const broken = tellOutcomes(
      { ...messages, markDead: () => Promise.reject(new Error('no connection')) },
      (outcome) => told.push(outcome),
    )
    await broken.markDead('m', 't', '1').catch(() => undefined)
    expect(told).to.deep.equal(['sent', 'put_off', 'held', 'held', 'dropped'])
  })
})
