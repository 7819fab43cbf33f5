import { CONTENT_TYPES, formatOf } from './format.ts'
import type { MediaKind, MediaLimits, MediaProblem } from './media-kind.ts'

/**
 * Whether the desk takes the bytes as what they were sent as. The first bytes decide, not the declared type: it can be
 * anything, and only what the bytes are is kept as content type.
 */
export function judgeMedia(
  kind: MediaKind,
  bytes: Buffer,
  limits: MediaLimits,
): { bytes: Buffer; contentType: string } | { refused: MediaProblem } {
  const { mostBytes, formats } = limits[kind]
  if (bytes.length === 0) return { refused: 'empty' }
  if (bytes.length > mostBytes) return { refused: 'too_big' }
  const format = formatOf(bytes)
  if (format === undefined || format === 'program' || !formats.includes(format))
    return { refused: 'wrong_type' }
  return { bytes, contentType: CONTENT_TYPES[format] }
}
