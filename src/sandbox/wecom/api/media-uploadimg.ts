import { checkFile, imageType } from '../media/check-file.ts'
import { PUBLIC_STORE } from '../media/find-media.ts'
import { keepMedia } from '../media/keep-media.ts'
import { parseMultipart } from '../media/multipart.ts'
import { DAY_MS } from '../rates.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'

const LIMITS = [
  { limit: 1000, spanMs: DAY_MS },
  { limit: 3000, spanMs: 30 * DAY_MS },
]

/** `POST /cgi-bin/media/uploadimg` (wecom.md 8): a permanent public address for a picture in a text. */
export const mediaUploadimg: ApiMethod = {
  path: '/cgi-bin/media/uploadimg',
  verb: 'POST',
  token: 'required',
  run(platform, { raw, contentType }) {
    const file = parseMultipart(raw, contentType).find((each) => each.field === 'media')
    if (file === undefined) return refuse(44001, 'empty media data')
    const wrong = checkFile('image', file.bytes)
    if (wrong !== undefined) return wrong
    if (!platform.rates.take('uploadimg', LIMITS)) return refuse(45009, 'api freq out of limit')
    const type = imageType(file.bytes) ?? file.contentType
    const media = keepMedia(platform, { ...file, contentType: type, store: PUBLIC_STORE, kind: 'image' })
    return { ok: { url: `${platform.address()}/pic/${media.mediaId}` } }
  },
}
