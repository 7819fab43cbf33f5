import { z } from 'zod'
import type { Api } from '../api.ts'

/** Bytes to be stored for 3 days: image ≤ 10 MB (JPG, PNG), voice ≤ 2 MB (AMR), video ≤ 10 MB (MP4), file ≤ 20 MB. */
export interface MediaToUpload {
  type: 'image' | 'voice' | 'video' | 'file'
  bytes: Uint8Array<ArrayBuffer>
  /** What receivers see as the file's name. */
  fileName: string
  contentType: string
}

const Uploaded = z.object({ media_id: z.string().min(1) })

/** `media/upload` (wecom.md 8). */
export async function uploadMedia(api: Api, media: MediaToUpload): Promise<{ mediaId: string }> {
  const form = new FormData()
  form.append('media', new Blob([media.bytes], { type: media.contentType }), media.fileName)
  const request = { path: '/cgi-bin/media/upload', query: { type: media.type }, body: form }
  const uploaded = await api.call(request, Uploaded)
  return { mediaId: uploaded.media_id }
}
