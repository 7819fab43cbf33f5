import { z } from 'zod'
import type { Api } from '../api.ts'
import type { Answer } from '../exchange.ts'
import { readAnswer } from '../read-answer.ts'
import { WecomError } from '../wecom-error.ts'

/** The bytes of a media id with what the platform says about them. */
export interface DownloadedMedia {
  bytes: Buffer
  contentType: string
  fileName?: string
}

const PATH = '/cgi-bin/media/get'

/** `media/get` (wecom.md 8); `40007` when the id is wrong or older than 3 days. */
export function downloadMedia(api: Api, mediaId: string): Promise<DownloadedMedia> {
  return api.download({ path: PATH, query: { media_id: mediaId } }, readMedia)
}

function readMedia(answer: Answer): DownloadedMedia {
  const contentType = answer.headers.get('content-type') ?? 'application/octet-stream'
  const disposition = answer.headers.get('content-disposition')
  // Errors come as JSON with HTTP 200; a JSON file somebody sent comes as an attachment.
  const isFile = answer.status === 200 && (disposition !== null || !/json|text\/plain/i.test(contentType))
  if (!isFile) {
    readAnswer(PATH, answer, z.object({}))
    throw new WecomError('wecom_answer_unreadable', `${PATH}: errcode 0, but no bytes`, {
      handling: 'retry',
      outcome: 'unknown',
    })
  }
  const fileName = fileNameOf(disposition ?? '')
  return { bytes: answer.bytes, contentType, ...(fileName === undefined ? {} : { fileName }) }
}

/** The name in a `Content-Disposition`: `filename*=UTF-8''…` when there, else `filename="…"` as raw UTF-8 bytes. */
export function fileNameOf(disposition: string): string | undefined {
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(disposition)?.[1]
  if (encoded !== undefined) {
    try {
      return decodeURIComponent(encoded.trim())
    } catch {
      // A broken escape leaves the plain form, if there is one.
    }
  }
  const plain = /filename="?([^";]+)"?/i.exec(disposition)?.[1]?.trim()
  if (plain === undefined || plain === '') return undefined
  // HTTP headers reach us byte by byte; only what is valid UTF-8 is read as such.
  const asUtf8 = Buffer.from(plain, 'latin1').toString('utf8')
  return asUtf8.includes('\ufffd') ? plain : asUtf8
}
