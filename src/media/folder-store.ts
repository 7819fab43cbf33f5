import { randomUUID } from 'node:crypto'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, DeskError } from '../errors.ts'
import type { BlobStore } from './blob-store.ts'
import { requireWhole } from './hash.ts'

/** Keeps media in `<dataDir>/media`; a file appears under its hash only when all of it is on the disk. */
export function createFolderStore(dataDir: string): BlobStore {
  const folder = join(dataDir, 'media')
  return {
    async put({ hash, bytes }) {
      const draft = join(folder, `${hash}.${randomUUID()}.draft`)
      try {
        await mkdir(folder, { recursive: true })
        await writeDown(draft, bytes)
        await rename(draft, join(folder, hash))
      } catch (error) {
        // Whatever kept it from being written may keep it from being removed: the first reason is the one to tell.
        await rm(draft, { force: true }).catch(() => undefined)
        throw asStoreError(error)
      }
    },
    async get(hash) {
      const bytes = await orAbsent(readFile(join(folder, hash)))
      return bytes === undefined ? undefined : requireWhole(hash, bytes)
    },
    has: async (hash) => (await orAbsent(stat(join(folder, hash)))) !== undefined,
  }
}

async function writeDown(path: string, bytes: Buffer): Promise<void> {
  const file = await open(path, 'wx')
  try {
    await file.writeFile(bytes)
    await file.sync()
  } finally {
    await file.close()
  }
}

async function orAbsent<T>(work: Promise<T>): Promise<T | undefined> {
  try {
    return await work
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw asStoreError(error)
  }
}

function asStoreError(cause: unknown): DeskError {
  return new DeskError('media_store_away', `the media folder: ${codeOf(cause)}`, { cause, retryable: true })
}
