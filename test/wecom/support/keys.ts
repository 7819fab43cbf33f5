import { encrypt, getSignature } from '@wecom/crypto'
import type { SealedText, SealingKey } from '../../../src/wecom/sealed-message.ts'

export const CORP_ID = 'ww00emulator000001'
export const KEY: SealingKey = {
  token: 'EmuToken2026',
  encodingAesKey: 'cHJvcGVydHktZGVzay1lbXVsYXRvci1rZXktMDAwMDE',
}
/** The key that was in use before. */
export const OLD_KEY: SealingKey = {
  token: 'OlderToken2025',
  encodingAesKey: 'b2xkZXIta2V5LW9mLXRoZS1wcm9wZXJ0eS1kZXNrLTE',
}
export const TIMESTAMP = '1793606400'
export const NONCE = '7031552'

/** A sealed text as the platform would send it. */
export function sealed(
  message: string,
  {
    key = KEY,
    receiveId = CORP_ID,
    nonce = NONCE,
  }: { key?: SealingKey; receiveId?: string; nonce?: string } = {},
): SealedText {
  return signed(encrypt(key.encodingAesKey, message, receiveId), { key, nonce })
}

/** Any ciphertext with a good signature. */
export function signed(
  encrypted: string,
  { key = KEY, nonce = NONCE }: { key?: SealingKey; nonce?: string } = {},
): SealedText {
  return {
    signature: getSignature(key.token, TIMESTAMP, nonce, encrypted),
    timestamp: TIMESTAMP,
    nonce,
    encrypted,
  }
}
