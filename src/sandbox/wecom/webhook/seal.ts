import { randomInt } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import type { Agent } from '../world.ts'

/** A sealed text with what must stand in the query string beside it. */
export interface Sealed {
  encrypted: string
  timestamp: string
  nonce: string
  signature: string
}

/** What a webhook is sealed with. */
export type SealKeys = Pick<Agent, 'token' | 'encodingAesKey'>

/** Encrypts with the app's or bot's key for `receiveId` and signs with its token (wecom.md 1.2, 1.3). */
export function seal(agent: SealKeys, receiveId: string, plain: string, now: number): Sealed {
  const encrypted = encrypt(agent.encodingAesKey, plain, receiveId)
  const timestamp = String(Math.floor(now / 1000))
  const nonce = String(randomInt(1_000_000, 2_000_000_000))
  return { encrypted, timestamp, nonce, signature: getSignature(agent.token, timestamp, nonce, encrypted) }
}

/** The webhook's address with signature, timestamp and nonce added to whatever query it has. */
export function addressOf(url: string, { signature, timestamp, nonce }: Sealed, more = ''): string {
  const joint = url.includes('?') ? '&' : '?'
  return `${url}${joint}msg_signature=${signature}&timestamp=${timestamp}&nonce=${nonce}${more}`
}

/** The outer XML of a webhook (wecom.md 1.5). */
export function envelope(corpId: string, agentId: number, encrypted: string): string {
  const parts = [
    `<ToUserName><![CDATA[${corpId}]]></ToUserName>`,
    `<AgentID><![CDATA[${agentId}]]></AgentID>`,
    `<Encrypt><![CDATA[${encrypted}]]></Encrypt>`,
  ]
  return `<xml>${parts.join('')}</xml>`
}
