import type { Platform } from '../platform.ts'
import type { WebhookRecord } from '../records.ts'
import type { Agent } from '../world.ts'
import { addressOf, envelope, seal, type Sealed } from './seal.ts'

/** What the app did with one delivery. */
export type PostResult = { received: true; body: string } | { received: false; reason: string }

/** Delivers one event; every call is one delivery of the same plain text. */
export type Post = (signal: AbortSignal) => Promise<PostResult>

/** Prepares the deliveries of one webhook; whether each gets a new ciphertext is a switch. */
export function preparePost(platform: Platform, agent: Agent, url: string, record: WebhookRecord): Post {
  const { switches, world } = platform
  let kept: Sealed | undefined
  return async (signal) => {
    const sealed =
      (switches.freshSealOnRetry ? undefined : kept) ?? seal(agent, world.corpId, record.xml, platform.now())
    kept = sealed
    try {
      const response = await fetch(addressOf(url, sealed), {
        method: 'POST',
        headers: { 'content-type': 'text/xml' },
        body: envelope(world.corpId, agent.agentId, sealed.encrypted),
        signal: AbortSignal.any([signal, AbortSignal.timeout(switches.webhookTimeoutMs)]),
        redirect: 'manual',
      })
      const body = await response.text()
      if (response.status === 200) return { received: true, body }
      if (!switches.retryOnNon200) return { received: true, body: '' }
      return { received: false, reason: `status ${response.status}` }
    } catch (error) {
      return { received: false, reason: error instanceof Error ? error.name : 'unknown' }
    }
  }
}
