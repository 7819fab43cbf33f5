import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../platform.ts'
import type { WebhookRecord } from '../records.ts'
import type { Agent } from '../world.ts'
import { createAttention } from './attention.ts'
import { applyPassiveReply } from './passive-reply.ts'
import { preparePost } from './post.ts'

/**
 * How a webhook ended: `delivered`, `given_up` after all tries, `held` until the app's address is verified again
 * after a restart, or `no_address` when the app never had one.
 */
export type Outcome = 'delivered' | 'given_up' | 'held' | 'no_address'

/** Delivers webhooks, several at once and in no promised order, until each is answered or given up. */
export interface WebhookQueue {
  push(agent: Agent, event: Omit<WebhookRecord, 'id' | 'agentId'>): Promise<Outcome>
  /** The app's address is verified: sends what a former process left, and from now on everything at once. */
  start(agent: Agent): void
  idle(): Promise<void>
  /** Breaks off what is under way; it is delivered again after the next start. */
  close(): Promise<void>
}

/** Builds the queue; the platform, of which it is a part, is asked for at the first use. */
export function createWebhookQueue(self: () => Platform): WebhookQueue {
  const attention = createAttention(() => self().now())
  const closing = new AbortController()
  const started = new Set<number>()
  let overtaken: (() => void)[] = []

  const isClosing = (): boolean => closing.signal.aborted
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)

  /** Lets webhooks that were held back for the next one go. */
  const overtake = (): void => {
    for (const go of overtaken) go()
    overtaken = []
  }

  async function deliver(agent: Agent, record: WebhookRecord): Promise<Outcome> {
    await Promise.resolve() // the record is in the journal before the first byte goes out
    const fault = self().faults.strikeWebhook(record.event)
    if (fault?.effect === 'drop') return finish(record, 'given_up')
    if (fault?.effect === 'delay') await pause(fault.ms)
    if (fault?.effect === 'reorder') {
      await Promise.race([pause(fault.ms), new Promise<void>((resolve) => overtaken.push(resolve))])
    }
    const outcome = await attempt(agent, record, fault?.effect === 'duplicate')
    if (fault?.effect !== 'reorder') overtake()
    return outcome
  }

  async function attempt(agent: Agent, record: WebhookRecord, twice: boolean): Promise<Outcome> {
    const platform = self()
    const url = platform.records.webhookUrls.get(String(agent.agentId))
    if (url === undefined) return finish(record, 'no_address')
    const post = preparePost(platform, agent, url, record)
    for (let tries = 0; tries <= platform.switches.maxRetries; tries += 1) {
      if (tries > 0 && platform.switches.retryDelayMs > 0) {
        await attention.until(platform.now() + platform.switches.retryDelayMs, closing.signal)
      }
      if (isClosing()) return 'held'
      const result = await post(closing.signal)
      if (result.received) {
        if (twice) await post(closing.signal)
        if (isClosing()) return 'held'
        return platform.store.batch(() => {
          applyPassiveReply(platform, agent, record, result.body)
          return finish(record, 'delivered')
        })
      }
      platform.logger.warn({ event: record.event, tries, reason: result.reason }, 'webhook not received')
    }
    return isClosing() ? 'held' : finish(record, 'given_up')
  }

  function finish(record: WebhookRecord, outcome: Outcome): Outcome {
    self().records.webhooks.delete(record.id)
    return outcome
  }

  return {
    push(agent, event) {
      const { webhooks, webhookUrls } = self().records
      if (webhookUrls.get(String(agent.agentId)) === undefined) return Promise.resolve('no_address')
      const record = { ...event, id: `w${self().next('webhook')}`, agentId: agent.agentId }
      webhooks.put(record.id, record)
      if (!started.has(agent.agentId)) return Promise.resolve('held')
      return attention.during(() => deliver(agent, record))
    },
    start(agent) {
      if (started.has(agent.agentId)) return
      started.add(agent.agentId)
      for (const record of [...self().records.webhooks.values()]) {
        if (record.agentId === agent.agentId) void attention.during(() => deliver(agent, record))
      }
    },
    idle: () => attention.idle(),
    close() {
      closing.abort()
      overtake()
      return attention.idle()
    },
  }
}
