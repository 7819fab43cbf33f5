import { createHash } from 'node:crypto'
import { DeskError } from '../errors.ts'

/** The SHA-256 of the bytes in hexadecimal, under which they are kept. */
export function hashOf(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** Throws `media_damaged` when the bytes are not those that were kept under the hash. */
export function requireWhole(hash: string, bytes: Buffer): Buffer {
  if (hashOf(bytes) !== hash) throw new DeskError('media_damaged', `other bytes lie under ${hash}`)
  return bytes
}
