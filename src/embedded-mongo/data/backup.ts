import { existsSync } from 'node:fs'
import { copyFile, readdir, rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { codeOf, DeskError } from '../../errors.ts'
import { filePath, listFiles, storeDirectory, syncDirectory } from '../store/files.ts'
import { readStore } from '../store/recovery.ts'

const ATTEMPTS = 5

/** What the copy holds. */
export interface BackupResult {
  folder: string
  collections: number
  documents: number
}

/**
 * Copies the store of a data directory into a new folder, which can serve as a data directory itself. A running
 * store goes on: its snapshot never changes and its journal only grows, so the copy is the state of one moment. The
 * copy is read back with all its checksums before it counts.
 */
export async function backUp(dataDir: string, folder: string): Promise<BackupResult> {
  const [from, to] = [storeDirectory(dataDir), storeDirectory(folder)]
  if (!existsSync(from)) throw new DeskError('no_store', `there is no embedded store in ${dataDir}`)
  if (existsSync(to) && (await readdir(to)).length > 0) {
    throw new DeskError('backup_exists', `${folder} holds a store already; name a new folder`)
  }
  for (let attempt = 1; ; attempt++) {
    try {
      await copyStore(from, to)
      break
    } catch (error) {
      // The running store has just replaced these files by a new snapshot.
      if (codeOf(error) !== 'ENOENT' || attempt === ATTEMPTS) throw error
    }
  }
  const { catalog } = readStore(to)
  const all = catalog.list()
  return {
    folder,
    collections: all.length,
    documents: all.reduce((sum, { records }) => sum + records.size, 0),
  }
}

async function copyStore(from: string, to: string): Promise<void> {
  await rm(to, { recursive: true, force: true })
  listFiles(to)
  const { snapshots, journals } = listFiles(from)
  const base = snapshots.at(-1) ?? 0
  const files = [
    ...(base > 0 ? [filePath(from, 'snapshot', base)] : []),
    ...journals
      .filter((generation) => generation >= base)
      .map((generation) => filePath(from, 'journal', generation)),
  ]
  // Oldest first: a journal is complete before the next one begins.
  for (const file of files) await copyFile(file, `${to}/${basename(file)}`)
  syncDirectory(to)
}
