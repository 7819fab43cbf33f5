/** Bytes under the SHA-256 of themselves, so that keeping them twice changes nothing. */
export interface BlobStore {
  /** Keeps the bytes whole or not at all; rejects with a retryable `DeskError` when that was not possible. */
  put(blob: Blob): Promise<void>
  /** The bytes of this hash, `undefined` when there are none; rejects with `media_damaged` when they are others. */
  get(hash: string): Promise<Buffer | undefined>
  has(hash: string): Promise<boolean>
}

/** What is kept: `hash` is the SHA-256 of the bytes in hexadecimal. */
export interface Blob {
  hash: string
  bytes: Buffer
  contentType: string
}
