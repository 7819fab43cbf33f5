import { findMedia } from '../media/find-media.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'

const WITHOUT_RANGE = 20 * 1024 * 1024

/** `GET /cgi-bin/media/get` (wecom.md 8): the bytes, or an error as JSON with HTTP 200. */
export const mediaGet: ApiMethod = {
  path: '/cgi-bin/media/get',
  verb: 'GET',
  token: 'required',
  run(platform, { query, range }) {
    const mediaId = query.get('media_id') ?? ''
    if (mediaId === '') return refuse(41006, 'missing media_id')
    const media = findMedia(platform, mediaId, 'corp')
    const bytes = media === undefined ? undefined : platform.blobs.get(mediaId)
    if (media === undefined || bytes === undefined) return refuse(40007, 'invalid media_id')
    const wanted = parseRange(range, bytes.length)
    if (wanted === undefined && bytes.length > WITHOUT_RANGE)
      return refuse(830002, 'file too large without range')
    const { contentType, fileName } = media
    return { file: { bytes, contentType, fileName, ...(wanted === undefined ? {} : { range: wanted }) } }
  },
}

/** One `bytes=from-to` range inside the file; anything else is read as no range. */
function parseRange(header: string, size: number): { from: number; size: number } | undefined {
  const match = /^bytes=(\d+)-(\d*)$/.exec(header)
  if (match === null) return undefined
  const from = Number(match[1])
  const to = match[2] === '' ? size - 1 : Math.min(Number(match[2]), size - 1)
  return from <= to ? { from, size: to - from + 1 } : undefined
}
