import { mkdirSync, renameSync } from 'node:fs'
import { basename, join } from 'node:path'
import { compact } from '../store/compaction.ts'
import { filePath, listFiles, storeDirectory, syncDirectory } from '../store/files.ts'
import { acquireLock } from '../store/lock.ts'
import { readStore } from '../store/recovery.ts'
import { createStore, openStore } from '../store/store.ts'

/** What a repair found and did. */
export interface RepairResult {
  damage: { file: string; offset: number } | null
  kept: { collections: number; documents: number }
  /** Where the damaged files were put. */
  movedTo: string | null
}

/**
 * Keeps everything that was written before the first damaged place: writes it as a new snapshot and puts the old
 * files aside, in `damaged-<n>`. A store without damage is left alone. Throws `store_in_use` while the desk runs.
 */
export async function repair(dataDir: string): Promise<RepairResult> {
  const directory = storeDirectory(dataDir)
  const before = listFiles(directory)
  const lock = await acquireLock(directory)
  try {
    const { catalog, damage } = readStore(directory, true)
    const collections = catalog.list()
    const kept = {
      collections: collections.length,
      documents: collections.reduce((sum, { records }) => sum + records.size, 0),
    }
    if (damage === undefined) return { damage: null, kept, movedTo: null }
    const generation = Math.max(0, ...before.snapshots, ...before.journals) + 1
    const store = createStore(directory, catalog, generation)
    const movedTo = join(directory, `damaged-${Date.now()}`)
    await compact(
      store,
      () => false,
      () => putAside(directory, movedTo, generation),
    )
    store.close()
    openStore(directory).close() // what was written is read once more
    return { damage: { file: basename(damage.file), offset: damage.offset }, kept, movedTo }
  } finally {
    await lock.release()
  }
}

/** Moves the files of older generations; the new snapshot already stands in their place. */
function putAside(directory: string, target: string, generation: number): void {
  const { snapshots, journals } = listFiles(directory)
  mkdirSync(target, { mode: 0o700 })
  const isOld = (each: number): boolean => each < generation
  const files = [
    ...snapshots.filter(isOld).map((each) => filePath(directory, 'snapshot', each)),
    ...journals.filter(isOld).map((each) => filePath(directory, 'journal', each)),
  ]
  for (const file of files) renameSync(file, join(target, basename(file)))
  syncDirectory(directory)
}
