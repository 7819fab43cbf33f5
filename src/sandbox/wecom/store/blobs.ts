import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The bytes of uploaded media, by media id. */
export interface Blobs {
  put(id: string, bytes: Buffer): void
  get(id: string): Buffer | undefined
}

/** Keeps bytes as files below `dataDir`, or in memory when there is none. Ids are made by us and safe as file names. */
export function openBlobs(dataDir?: string): Blobs {
  if (dataDir === undefined) {
    const kept = new Map<string, Buffer>()
    return { put: (id, bytes) => void kept.set(id, bytes), get: (id) => kept.get(id) }
  }
  const folder = join(dataDir, 'wecom-emulator-media')
  mkdirSync(folder, { recursive: true })
  return {
    put: (id, bytes) => writeFileSync(join(folder, id), bytes),
    get: (id) => (existsSync(join(folder, id)) ? readFileSync(join(folder, id)) : undefined),
  }
}
