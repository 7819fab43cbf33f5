import { checkFile } from '../media/check-file.ts'
import { keepMedia } from '../media/keep-media.ts'
import { parseMultipart } from '../media/multipart.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'

/** `POST /cgi-bin/media/upload` (wecom.md 8): multipart part `media`; errmsg is empty and created_at a string. */
export const mediaUpload: ApiMethod = {
  path: '/cgi-bin/media/upload',
  verb: 'POST',
  token: 'required',
  run(platform, { query, raw, contentType }) {
    const kind = query.get('type') ?? ''
    const file = parseMultipart(raw, contentType).find((each) => each.field === 'media')
    if (file === undefined) return refuse(44001, 'empty media data')
    const wrong = checkFile(kind, file.bytes)
    if (wrong !== undefined) return wrong
    const media = keepMedia(platform, { ...file, store: 'corp', kind })
    const createdAt = String(Math.floor(media.createdAt / 1000))
    return { ok: { errmsg: '', type: kind, media_id: media.mediaId, created_at: createdAt } }
  },
}
