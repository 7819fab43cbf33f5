import type { Attachment } from '../domain/ticket/index.ts'

/** Copies what people send out of the platform, which forgets it after three days (`wecom.md` 8). */
export interface MediaKeeper {
  /** Downloads and keeps the bytes under their hash; rejects with a retryable error while the platform is away. */
  keep(mediaId: string): Promise<Attachment>
}
