import { createHash } from 'node:crypto'
import { checkFile, imageType } from '../../media/check-file.ts'
import { keepMedia } from '../../media/keep-media.ts'
import type { Platform } from '../../platform.ts'
import { HOUR_MS, MINUTE_MS } from '../../rates.ts'
import { intAt, textAt } from '../../server/fields.ts'
import { refuse, type Refusal } from '../../server/refusal.ts'

const LIFE_MS = 30 * MINUTE_MS
const KINDS = ['image', 'voice', 'video', 'file']
const NAME_BYTES = 256
const MOST_CHUNKS = 100
const CHUNK_BYTES = 512 * 1024
const IMAGE_BYTES = 10 * 1024 * 1024
const PER_BOT = [
  { limit: 30, spanMs: MINUTE_MS },
  { limit: 1000, spanMs: HOUR_MS },
]

interface Upload {
  botId: string
  kind: string
  fileName: string
  size: number
  chunks: number
  md5: string
  begunAt: number
  parts: Map<number, Buffer>
}

type Done = { body: Record<string, unknown> } | Refusal

/** Uploads of bots in pieces (wecom.md 6.4); they outlive a lost connection, not the emulator. */
export interface Uploads {
  init(botId: string, body: Record<string, unknown>): Done
  chunk(botId: string, body: Record<string, unknown>): Done
  finish(botId: string, body: Record<string, unknown>): Done
}

/** Builds the uploads of a platform. */
export function createUploads(platform: Platform): Uploads {
  const uploads = new Map<string, Upload>()
  const find = (botId: string, body: Record<string, unknown>): Upload | undefined => {
    const upload = uploads.get(textAt(body, 'upload_id'))
    const alive = upload?.botId === botId && platform.now() - upload.begunAt < LIFE_MS
    return alive ? upload : undefined
  }
  return {
    init(botId, body) {
      const kind = textAt(body, 'type')
      const fileName = textAt(body, 'filename')
      const size = intAt(body, 'total_size') ?? 0
      const chunks = intAt(body, 'total_chunks') ?? 0
      if (!KINDS.includes(kind)) return refuse(40005, 'invalid type')
      if (fileName === '' || Buffer.byteLength(fileName, 'utf8') > NAME_BYTES)
        return refuse(40058, 'filename empty or too long')
      if (size < 1 || chunks < 1 || chunks > MOST_CHUNKS)
        return refuse(40058, 'total_size or total_chunks invalid')
      if (!platform.rates.take(`bot upload ${botId}`, PER_BOT)) return refuse(45009, 'api freq out of limit')
      const id = platform.secret('up')
      const md5 = textAt(body, 'md5').toLowerCase()
      const begunAt = platform.now()
      uploads.set(id, { botId, kind, fileName, size, chunks, md5, begunAt, parts: new Map() })
      return { body: { upload_id: id } }
    },
    chunk(botId, body) {
      const upload = find(botId, body)
      if (upload === undefined) return refuse(40058, 'invalid upload_id')
      const index = intAt(body, 'chunk_index') ?? -1
      if (index < 0 || index >= upload.chunks)
        return refuse(40058, 'chunk_index out of range, it starts at 0')
      const bytes = Buffer.from(textAt(body, 'base64_data'), 'base64')
      if (bytes.length === 0 || bytes.length > CHUNK_BYTES)
        return refuse(40058, 'chunk empty or above 512 KB')
      if (!upload.parts.has(index)) upload.parts.set(index, bytes)
      return { body: {} }
    },
    finish(botId, body) {
      const upload = find(botId, body)
      if (upload === undefined) return refuse(40058, 'invalid upload_id')
      const parts = Array.from({ length: upload.chunks }, (_, index) => upload.parts.get(index))
      const bytes = Buffer.concat(parts.flatMap((part) => part ?? []))
      if (parts.includes(undefined) || bytes.length !== upload.size)
        return refuse(40058, 'chunks missing or total_size wrong')
      const md5 = createHash('md5').update(bytes).digest('hex')
      if (upload.md5 !== '' && upload.md5 !== md5) return refuse(301019, 'file md5 not match')
      const wrong = isGif(upload.kind, bytes) ? undefined : checkFile(upload.kind, bytes)
      if (wrong !== undefined) return wrong
      uploads.delete(textAt(body, 'upload_id'))
      const { kind, fileName } = upload
      const contentType = (kind === 'image' ? imageType(bytes) : undefined) ?? 'application/octet-stream'
      const media = keepMedia(platform, { store: `bot:${botId}`, kind, fileName, contentType, bytes })
      const createdAt = Math.floor(media.createdAt / 1000)
      return { body: { type: kind, media_id: media.mediaId, created_at: createdAt } }
    },
  }
}

/** Bots may upload GIF, which apps may not. */
function isGif(kind: string, bytes: Buffer): boolean {
  return kind === 'image' && bytes.subarray(0, 4).toString('latin1') === 'GIF8' && bytes.length <= IMAGE_BYTES
}
