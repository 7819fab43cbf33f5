import type { Platform } from '../platform.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../rates.ts'
import type { Agent } from '../world.ts'

const PER_MEMBER = [
  { limit: 30, spanMs: MINUTE_MS },
  { limit: 1000, spanMs: HOUR_MS },
]

const memberKey = (agentId: number, userId: string): string => `member ${agentId} ${userId}`
const dayKey = (agentId: number): string => `day ${agentId}`

/** Counts past deliveries again after a restart, so that no quota begins anew. */
export function recountDeliveries(platform: Platform): void {
  const since = platform.now() - DAY_MS
  for (const message of platform.records.messages.values()) {
    if (message.at <= since) continue
    for (const userId of Object.keys(message.copies)) {
      platform.rates.note(memberKey(message.agentId, userId), message.at)
      platform.rates.note(dayKey(message.agentId), message.at)
    }
  }
}

/**
 * Whether a message reaches this member: above 30 a minute or 1000 an hour it is dropped without a word
 * (wecom.md 11), which the report keeps for tests to see.
 */
export function takeMemberQuota(platform: Platform, agent: Agent, userId: string): boolean {
  const within = platform.rates.take(memberKey(agent.agentId, userId), PER_MEMBER)
  if (!within) reportDrop(platform, `more than 30 a minute or 1000 an hour to ${userId}`)
  return within
}

/** Whether the app's deliveries of the day (paid accounts × 200) allow one more. */
export function takeDayQuota(platform: Platform, agent: Agent): boolean {
  const limit = platform.switches.paidAccounts * 200
  return platform.rates.take(dayKey(agent.agentId), [{ limit, spanMs: DAY_MS }])
}

/** Notes a delivery that vanished. */
export function reportDrop(platform: Platform, detail: string): void {
  platform.report({ kind: 'dropped', api: '/cgi-bin/message/send', errcode: 0, detail })
}
