import type { Platform } from '../platform.ts'
import { DAY_MS } from '../rates.ts'
import type { MediaRecord } from '../records.ts'

const LIFE_MS = 3 * DAY_MS

/** Store of permanent pictures (media/uploadimg). */
export const PUBLIC_STORE = 'public'

/** The media of this id and store (`corp`, or a robot's), unless its three days are over (wecom.md 8). */
export function findMedia(platform: Platform, mediaId: string, store: string): MediaRecord | undefined {
  const media = platform.records.media.get(mediaId)
  if (media?.store !== store) return undefined
  const dead = store !== PUBLIC_STORE && platform.now() >= media.createdAt + LIFE_MS
  return dead ? undefined : media
}
