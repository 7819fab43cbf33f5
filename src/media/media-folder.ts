import { createHash, randomUUID } from 'node:crypto'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MediaKeeper } from '../services/media.ts'
import type { WecomClient } from '../wecom/client.ts'

/** Keeps media in `<dataDir>/media`, each file under the SHA-256 of its bytes, so that a repeat changes nothing. */
export function createMediaFolder(dataDir: string, wecom: Pick<WecomClient, 'downloadMedia'>): MediaKeeper {
  const folder = join(dataDir, 'media')
  return {
    async keep(mediaId) {
      const { bytes, contentType } = await wecom.downloadMedia(mediaId)
      const hash = createHash('sha256').update(bytes).digest('hex')
      await mkdir(folder, { recursive: true })
      const draft = join(folder, `${hash}.${randomUUID()}.draft`)
      await writeFile(draft, bytes)
      await rename(draft, join(folder, hash))
      return { hash, contentType, bytes: bytes.byteLength }
    },
  }
}
