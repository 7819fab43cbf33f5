import { rmSync } from 'node:fs'
import { openAppendFile, type AppendFile } from '../journal/append-file.ts'
import { DamageError } from '../journal/damage.ts'
import { Journal } from '../journal/journal.ts'
import { encodeOps, metaOp } from '../journal/op.ts'
import { encodeRecord } from '../journal/record.ts'
import type { Catalog } from './catalog.ts'
import { ChangeSet } from './change-set.ts'
import { removeOlder } from './compaction.ts'
import { filePath, listFiles, syncDirectory } from './files.ts'
import { fileHeader, Loader } from './loader.ts'

/** All data of one data directory: collections in memory, every change in the journal. */
export class Store {
  readonly catalog: Catalog
  readonly journal: Journal
  readonly directory: string
  /** Generation of the journal being written. */
  generation: number
  /** Size of the newest snapshot, 0 when there is none. */
  snapshotBytes = 0
  /** Size of the journals before the one being written that no snapshot replaces yet. */
  #olderJournalBytes: number

  constructor(
    directory: string,
    catalog: Catalog,
    journal: Journal,
    generation: number,
    olderJournalBytes = 0,
  ) {
    this.#olderJournalBytes = olderJournalBytes
    this.directory = directory
    this.catalog = catalog
    this.journal = journal
    this.generation = generation
  }

  /**
   * Runs one command's changes: what `act` does becomes one journal record, or is undone if `act` or the journal
   * throws. Durable only after `journal.sync()`.
   */
  write<T>(act: (changes: ChangeSet) => T): T {
    const changes = new ChangeSet(this.catalog)
    try {
      const result = act(changes)
      if (changes.ops.length > 0) this.journal.append(changes.ops)
      return result
    } catch (error) {
      changes.undo()
      throw error
    }
  }

  /** Bytes of journal that a start would have to read over the newest snapshot. */
  get journalBytes(): number {
    return this.#olderJournalBytes + this.journal.size
  }

  /** Goes on in a new journal file and gives its generation. */
  rotate(): number {
    const generation = this.generation + 1
    const file = createJournalFile(this.directory, generation)
    this.#olderJournalBytes += this.journal.size
    this.journal.rotate(file)
    this.generation = generation
    return generation
  }

  /** Notes that the snapshot of this generation replaces all journals before it. */
  snapshotDone(generation: number): void {
    if (generation === this.generation) this.#olderJournalBytes = 0
  }

  /** Makes everything durable and closes the file. */
  close(): void {
    this.journal.sync()
    this.journal.close()
  }
}

/** Opens the store in a directory, recovering what a crash left; throws `DamageError` on anything else. */
export function openStore(directory: string): Store {
  const { snapshots, journals } = listFiles(directory)
  const base = snapshots.at(-1) ?? 0
  const loader = new Loader()
  const snapshotBytes = base > 0 ? loader.load(filePath(directory, 'snapshot', base), true).length : 0
  const chain = journals.filter((generation) => generation >= base)
  checkChain(directory, chain, base)
  let [length, sequence, older] = [0, 0, 0]
  for (const generation of chain) {
    older += length
    const path = filePath(directory, 'journal', generation)
    const end = loader.load(path, false)
    if (end.torn && generation !== chain.at(-1)) {
      throw new DamageError(path, end.length, 'it ends inside a record although a later journal exists')
    }
    ;({ length, sequence } = end)
  }
  const generation = chain.at(-1) ?? base
  const catalog = loader.finish()
  // Nothing is written before everything has been read without finding damage.
  const store = new Store(
    directory,
    catalog,
    openJournal(directory, generation, length, sequence),
    generation,
    older,
  )
  store.snapshotBytes = snapshotBytes
  removeOlder(directory, base)
  return store
}

function checkChain(directory: string, chain: number[], base: number): void {
  if (chain.length === 0 && base === 0) return
  for (const [i, expected] of [base, ...chain.slice(1).map((_, n) => base + n + 1)].entries()) {
    if (chain[i] !== expected)
      throw new DamageError(filePath(directory, 'journal', expected), 0, 'it is missing')
  }
}

/** Opens a journal file after its last whole record, or starts a new one. */
function openJournal(directory: string, generation: number, length: number, sequence: number): Journal {
  if (sequence === 0) return new Journal(createJournalFile(directory, generation), 1)
  return new Journal(openAppendFile(filePath(directory, 'journal', generation), length), sequence)
}

/** Makes a journal file that holds its header, durably; leaves nothing behind when there is no room for it. */
function createJournalFile(directory: string, generation: number): AppendFile {
  const path = filePath(directory, 'journal', generation)
  const file = openAppendFile(path, 0)
  try {
    file.append(encodeRecord(0, encodeOps([metaOp(fileHeader('journal', generation))])))
    file.sync()
    syncDirectory(directory)
    return file
  } catch (error) {
    file.close()
    rmSync(path, { force: true })
    throw error
  }
}
