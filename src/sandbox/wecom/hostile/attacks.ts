import { randomBytes } from 'node:crypto'
import { encrypt, getSignature } from '@wecom/crypto'
import type { Platform } from '../platform.ts'
import { plainEvent } from '../webhook/events.ts'
import { addressOf, envelope, seal, type Sealed } from '../webhook/seal.ts'
import { writeXml } from '../webhook/xml.ts'
import type { Agent } from '../world.ts'

/** A request that no platform would send, or that somebody recorded and sends again (wecom.md 12, check 11). */
export interface Attack {
  address: string
  body: string
  contentType: string
}

/** Kinds of hostile requests; a bot must refuse all but `replayed`, which it must answer and not act upon again. */
export const ATTACKS = [
  'wrong_signature',
  'no_signature',
  'wrong_corp',
  'wrong_key',
  'replayed',
  'short_ciphertext',
  'not_base64',
  'empty',
  'huge',
  'dtd_outside',
  'dtd_inside',
  'json',
] as const

export type AttackKind = (typeof ATTACKS)[number]

const HUGE_BYTES = 12 * 1024 * 1024

const BOMB = `<!DOCTYPE xml [<!ENTITY a "${'x'.repeat(64)}">${Array.from(
  { length: 8 },
  (_, n) => `<!ENTITY ${'bcdefghi'[n] ?? ''} "${`&${'abcdefgh'[n] ?? ''};`.repeat(10)}">`,
).join('')}]>`

/** Builds the request; `replayed` is a valid event that is to be sent twice. */
export function buildAttack(platform: Platform, agent: Agent, url: string, kind: AttackKind): Attack {
  const { corpId } = platform.world
  const now = platform.now()
  const userId = platform.world.members[0]?.userId ?? 'nobody'
  const plain = writeXml(plainEvent(platform, agent, userId, 'enter_agent'), 'documented')
  const valid = seal(agent, corpId, plain, now)
  const sealed = (changes: Partial<Sealed>): Sealed => ({ ...valid, ...changes })
  const signed = (encrypted: string): Sealed =>
    sealed({ encrypted, signature: getSignature(agent.token, valid.timestamp, valid.nonce, encrypted) })
  const send = (parts: Sealed, body = envelope(corpId, agent.agentId, parts.encrypted)): Attack => ({
    address: addressOf(url, parts),
    body,
    contentType: 'text/xml',
  })

  switch (kind) {
    case 'wrong_signature':
      return send(
        sealed({ signature: getSignature('another', valid.timestamp, valid.nonce, valid.encrypted) }),
      )
    case 'no_signature':
      return { ...send(valid), address: url }
    case 'wrong_corp':
      return send(seal(agent, 'wwsomebodyelse', plain, now))
    case 'wrong_key': {
      const key = randomBytes(33).toString('base64').replaceAll(/[+/=]/g, 'A').slice(0, 43)
      return send(signed(encrypt(key, plain, corpId)))
    }
    case 'replayed':
      return send(valid)
    case 'short_ciphertext':
      return send(signed(randomBytes(16).toString('base64')))
    case 'not_base64':
      return send(signed('这不是密文'))
    case 'empty':
      return send(valid, '')
    case 'huge':
      return send(valid, `<xml><Encrypt>${'A'.repeat(HUGE_BYTES)}</Encrypt></xml>`)
    case 'dtd_outside':
      return send(signed('&i;'), `${BOMB}<xml><Encrypt>&i;</Encrypt></xml>`)
    case 'dtd_inside':
      return send(seal(agent, corpId, `${BOMB}${plain.replace('enter_agent', 'enter&i;')}`, now))
    case 'json':
      return { ...send(valid, JSON.stringify({ encrypt: valid.encrypted })), contentType: 'application/json' }
  }
}
