import { checkFile } from '../media/check-file.ts'
import { keepMedia } from '../media/keep-media.ts'
import { parseMultipart } from '../media/multipart.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'
import { findRobot } from './webhook-send.ts'

/** `POST /cgi-bin/webhook/upload_media` (wecom.md 5.2): the file is looked at before the key; only this robot can use it. */
export const webhookUploadMedia: ApiMethod = {
  path: '/cgi-bin/webhook/upload_media',
  verb: 'POST',
  token: 'none',
  run(platform, call) {
    const file = parseMultipart(call.raw, call.contentType).find((each) => each.field === 'media')
    if (file === undefined) return refuse(44001, 'empty media data')
    const kind = call.query.get('type') ?? ''
    if (kind !== 'file' && kind !== 'voice') return refuse(40005, 'invalid type')
    const wrong = checkFile(kind, file.bytes)
    if (wrong !== undefined) return wrong
    const robot = findRobot(platform, call)
    if (isRefusal(robot)) return robot
    const media = keepMedia(platform, { ...file, store: `robot:${robot.key}`, kind })
    const createdAt = String(Math.floor(media.createdAt / 1000))
    return { ok: { type: kind, media_id: media.mediaId, created_at: createdAt } }
  },
}
