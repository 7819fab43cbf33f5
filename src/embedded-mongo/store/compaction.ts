import { renameSync, rmSync } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Reply } from '../bson/value.ts'
import { encodeOps, metaOp, type Op } from '../journal/op.ts'
import { encodeRecord } from '../journal/record.ts'
import { createdMeta, indexedMeta } from './change-set.ts'
import type { Collection } from './collection.ts'
import { filePath, listFiles, syncDirectory } from './files.ts'
import { fileHeader } from './loader.ts'
import type { Store } from './store.ts'

/** Documents per record of a snapshot, in bytes; between two records other work gets its turn. */
const RECORD_BYTES = 128 * 1024
/** The disk is given this much at a time, so that it never has a large backlog before a journal sync. */
const SYNC_EVERY_BYTES = 4 * 1024 * 1024

/**
 * Writes a snapshot while the store goes on working, then removes the files it replaces. First the journal is
 * rotated: whatever changes meanwhile is in the new journal and is applied again over the snapshot, so it does not
 * matter whether a record was written before or after its change. Stops early, changing nothing, when `isStopped`.
 * `discard` gets rid of the files older than a generation.
 */
export async function compact(
  store: Store,
  isStopped: () => boolean,
  discard: (directory: string, generation: number) => void = removeOlder,
): Promise<void> {
  const generation = store.rotate()
  const collections = store.catalog.list()
  const meta = collections.flatMap((collection) => describe(collection))
  const temporary = `${filePath(store.directory, 'snapshot', generation)}.tmp`
  try {
    const isComplete = await writeSnapshot(store, temporary, generation, meta, collections, isStopped)
    if (!isComplete) {
      rmSync(temporary, { force: true })
      return
    }
    // The snapshot may hold changes of this moment: they must be in the journal on the disk before it counts.
    store.journal.sync()
    renameSync(temporary, filePath(store.directory, 'snapshot', generation))
    syncDirectory(store.directory)
  } catch (error) {
    rmSync(temporary, { force: true })
    throw error
  }
  store.snapshotDone(generation)
  discard(store.directory, generation)
}

/** Removes the files that the snapshot of this generation replaces, and unfinished snapshots. */
export function removeOlder(directory: string, generation: number): void {
  const { snapshots, journals, unfinished } = listFiles(directory)
  for (const name of unfinished) rmSync(name, { force: true })
  for (const old of snapshots)
    if (old < generation) rmSync(filePath(directory, 'snapshot', old), { force: true })
  for (const old of journals)
    if (old < generation) rmSync(filePath(directory, 'journal', old), { force: true })
  syncDirectory(directory)
}

function describe(collection: Collection): Op[] {
  const specs = collection.indexes.slice(1).map((index) => index.spec)
  return [metaOp(createdMeta(collection)), ...specs.map((spec) => metaOp(indexedMeta(collection, spec)))]
}

async function writeSnapshot(
  store: Store,
  path: string,
  generation: number,
  meta: Op[],
  collections: readonly Collection[],
  isStopped: () => boolean,
): Promise<boolean> {
  const writer = new SnapshotWriter(await open(path, 'w', 0o600))
  try {
    await writer.write([metaOp(fileHeader('snapshot', generation)), ...meta])
    for (const collection of collections) {
      for (const ops of batchesOf(collection)) {
        await writer.write(ops)
        await nextTurn()
        if (isStopped()) return false
      }
    }
    const end: Reply = { op: 'end', highestId: store.catalog.highestId }
    await writer.write([metaOp(end)])
    await writer.sync()
    store.snapshotBytes = writer.bytes
    return true
  } finally {
    await writer.close()
  }
}

/** The records there were when this began; later ones are in the new journal. */
function* batchesOf(collection: Collection): Generator<Op[]> {
  const end = collection.nextRid
  let [ops, size]: [Op[], number] = [[], 0]
  for (const [rid, bytes] of collection.records) {
    if (rid >= end) break
    ops.push({ kind: 'put', collection: collection.id, rid, bytes })
    size += bytes.length
    if (size < RECORD_BYTES) continue
    yield ops
    ;[ops, size] = [[], 0]
  }
  if (ops.length > 0) yield ops
}

class SnapshotWriter {
  readonly #file: FileHandle
  #sequence = 0
  #unsynced = 0
  bytes = 0

  constructor(file: FileHandle) {
    this.#file = file
  }

  async write(ops: readonly Op[]): Promise<void> {
    const record = encodeRecord(this.#sequence++, encodeOps(ops))
    await this.#file.writeFile(record)
    this.bytes += record.length
    this.#unsynced += record.length
    if (this.#unsynced > SYNC_EVERY_BYTES) await this.sync()
  }

  async sync(): Promise<void> {
    await this.#file.datasync()
    this.#unsynced = 0
  }

  close(): Promise<void> {
    return this.#file.close()
  }
}
