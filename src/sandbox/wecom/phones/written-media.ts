import { checkFile, imageType } from '../media/check-file.ts'
import { keepMedia } from '../media/keep-media.ts'
import type { WrittenMessage } from '../../phones.ts'
import type { Platform } from '../platform.ts'
import type { MediaRecord } from '../records.ts'

/** One grey dot as PNG in base64, for a photo of which only the fact matters. */
export const DOT =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg=='

/** A tenth of a second of silence as AMR. */
const SILENCE = Buffer.concat([Buffer.from('#!AMR\n'), Buffer.alloc(5 * 6, 0x44)]).toString('base64')

/** Stores what a person photographed or spoke; `undefined` when the bytes are no such thing. */
export function keepWritten(
  platform: Platform,
  message: Extract<WrittenMessage, { type: 'image' | 'voice' }>,
): MediaRecord | undefined {
  const kind = message.type
  const bytes = Buffer.from(message.base64 ?? (kind === 'image' ? DOT : SILENCE), 'base64')
  if (checkFile(kind, bytes) !== undefined) return undefined
  const contentType = kind === 'voice' ? 'audio/amr' : (imageType(bytes) ?? 'image/png')
  const fileName = message.fileName ?? (kind === 'voice' ? 'voice.amr' : `photo.${contentType.slice(6)}`)
  return keepMedia(platform, { store: 'corp', kind, fileName, contentType, bytes })
}
