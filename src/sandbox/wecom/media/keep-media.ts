import type { Platform } from '../platform.ts'
import type { MediaRecord } from '../records.ts'

/** Stores bytes and returns their record with a new media id; the bytes are written before the record. */
export function keepMedia(
  platform: Platform,
  file: { store: string; kind: string; fileName: string; contentType: string; bytes: Buffer },
): MediaRecord {
  const { bytes, ...about } = file
  const mediaId = platform.secret('3a')
  const record = { ...about, mediaId, size: bytes.length, createdAt: platform.now() }
  platform.blobs.put(mediaId, bytes)
  platform.records.media.put(mediaId, record)
  return record
}
