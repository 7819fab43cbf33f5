import { randomBytes } from 'node:crypto'
import { DeskError } from '../../../errors.ts'
import type { Platform } from '../platform.ts'
import { addressOf, seal, type SealKeys } from './seal.ts'

const PATIENCE_MS = 1000

/**
 * Asks the app's address to decrypt an echo string, as the console does when the setting is saved (wecom.md 1.4).
 * Throws `webhook_unverified` unless the body equals the echo byte for byte within one second.
 */
export async function verifyUrl(
  platform: Platform,
  keys: SealKeys,
  receiveId: string,
  url: string,
): Promise<void> {
  const echo = BigInt(`0x${randomBytes(8).toString('hex')}`).toString()
  const sealed = seal(keys, receiveId, echo, platform.now())
  const given = platform.switches.encodeEchostr ? encodeURIComponent(sealed.encrypted) : sealed.encrypted
  const { status, body } = await ask(addressOf(url, sealed, `&echostr=${given}`))
  if (status !== 200 || !body.equals(Buffer.from(echo))) {
    throw new DeskError('webhook_unverified', 'openapi回调地址请求不通过', { retryable: true })
  }
}

async function ask(address: string): Promise<{ status: number; body: Buffer }> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'manual' })
    return { status: response.status, body: Buffer.from(await response.arrayBuffer()) }
  } catch (cause) {
    throw new DeskError('webhook_unverified', 'openapi回调地址请求不通过', { cause, retryable: true })
  }
}
