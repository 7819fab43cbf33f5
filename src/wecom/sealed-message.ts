import { timingSafeEqual } from 'node:crypto'
import { decrypt, encrypt, getSignature } from '@wecom/crypto'

/** One pair of webhook keys; during a rotation the desk holds several, newest first. */
export interface SealingKey {
  token: string
  /** 43 characters, `[a-zA-Z0-9]` as the console makes them. */
  encodingAesKey: string
}

/** An encrypted text with what its signature was made of. */
export interface SealedText {
  signature: string
  timestamp: string
  nonce: string
  encrypted: string
}

/** The opened text, or why it is not to be trusted. */
export type Opened = { message: string } | { refused: 'signature' | 'ciphertext' | 'receive_id' }

/**
 * Checks the signature, decrypts, and compares the receiver (`receiveId`: the corp id for a self-built app, wecom.md 1.2).
 * Never throws, whatever is handed in; nothing of the text is looked at before the signature is found good.
 */
export function openSealed(sealed: SealedText, keys: readonly SealingKey[], receiveId: string): Opened {
  const signers = keys.filter((key) => isSignedBy(key, sealed))
  if (signers.length === 0) return { refused: 'signature' }
  let refused: 'ciphertext' | 'receive_id' = 'ciphertext'
  // Two keys may share a token and differ in the AES key alone.
  for (const key of signers) {
    const opened = openWith(key, sealed.encrypted, receiveId)
    if ('message' in opened) return opened
    if (opened.refused === 'receive_id') refused = 'receive_id'
  }
  return { refused }
}

/** A passive reply (wecom.md 1.8) as the XML to answer with; `timestamp` in unix seconds, `nonce` of your choice. */
export function sealReply(
  reply: { xml: string; timestamp: string; nonce: string },
  key: SealingKey,
  receiveId: string,
): string {
  const { timestamp, nonce } = reply
  const encrypted = encrypt(key.encodingAesKey, reply.xml, receiveId)
  const signature = getSignature(key.token, timestamp, nonce, encrypted)
  return [
    `<xml><Encrypt><![CDATA[${encrypted}]]></Encrypt><MsgSignature><![CDATA[${signature}]]></MsgSignature>`,
    `<TimeStamp>${timestamp}</TimeStamp><Nonce><![CDATA[${nonce}]]></Nonce></xml>`,
  ].join('')
}

function isSignedBy({ token }: SealingKey, { signature, timestamp, nonce, encrypted }: SealedText): boolean {
  const expected = Buffer.from(getSignature(token, timestamp, nonce, encrypted))
  const given = Buffer.from(signature)
  return given.length === expected.length && timingSafeEqual(given, expected)
}

function openWith({ encodingAesKey }: SealingKey, encrypted: string, receiveId: string): Opened {
  let opened: { message: string; id: string; random: Buffer }
  try {
    opened = decrypt(encodingAesKey, encrypted)
  } catch {
    // The library throws four kinds of errors for damaged input (wecom.md 1.11); all mean the same here.
    return { refused: 'ciphertext' }
  }
  const { message, id, random } = opened
  if (id === receiveId && id !== '') return { message }
  // A wrong key gives garbage without an error, mostly with an empty id. Only a text that was really sealed with this
  // key gives the same ciphertext when it is sealed again.
  if (!sealsTo(encrypted, encodingAesKey, message, id, random)) return { refused: 'ciphertext' }
  return id === receiveId ? { message } : { refused: 'receive_id' }
}

function sealsTo(encrypted: string, aesKey: string, message: string, id: string, random: Buffer): boolean {
  try {
    return encrypt(aesKey, message, id, random) === encrypted
  } catch {
    return false
  }
}
