import { decrypt, getSignature } from '@wecom/crypto'
import type { Platform } from '../platform.ts'
import type { WebhookRecord } from '../records.ts'
import { isObject, textAt } from '../server/fields.ts'
import type { Agent } from '../world.ts'
import { parseXml } from './parse-xml.ts'
import { showPassiveReply } from './show-passive-reply.ts'

/**
 * Reads what the app answered to a webhook (wecom.md 1.8). Nothing and the word `success` are plain receipts; a
 * sealed reply is shown to the member; anything else the platform ignores, which the report keeps.
 */
export function applyPassiveReply(
  platform: Platform,
  agent: Agent,
  record: WebhookRecord,
  body: string,
): void {
  const answer = body.trim()
  if (answer === '' || answer === 'success') return
  const problem = openReply(platform, agent, answer)
  const ignored = typeof problem === 'string' ? problem : showPassiveReply(platform, agent, record, problem)
  if (ignored !== undefined) {
    platform.report({ kind: 'ignored', api: 'webhook', errcode: 0, detail: `passive reply: ${ignored}` })
  }
}

/** The reply's inner elements, or what is wrong with it. */
function openReply(platform: Platform, agent: Agent, answer: string): Record<string, unknown> | string {
  const outer = parseXml(answer)
  if (outer === undefined) return 'not XML'
  const encrypted = textAt(outer, 'Encrypt')
  const expected = getSignature(agent.token, textAt(outer, 'TimeStamp'), textAt(outer, 'Nonce'), encrypted)
  if (encrypted === '' || expected !== textAt(outer, 'MsgSignature')) return 'wrong signature'
  try {
    const { message, id } = decrypt(agent.encodingAesKey, encrypted)
    if (id !== platform.world.corpId) return 'wrong corp id'
    const inner = parseXml(message)
    return isObject(inner) ? inner : 'inner XML unreadable'
  } catch {
    return 'undecryptable'
  }
}
