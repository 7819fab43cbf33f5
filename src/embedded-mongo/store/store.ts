import { rmSync } from 'node:fs'
import { openAppendFile, type AppendFile } from '../journal/append-file.ts'
import { Journal } from '../journal/journal.ts'
import { encodeOps, metaOp } from '../journal/op.ts'
import { encodeRecord } from '../journal/record.ts'
import type { Catalog } from './catalog.ts'
import { ChangeSet } from './change-set.ts'
import { removeOlder } from './compaction.ts'
import { filePath, syncDirectory } from './files.ts'
import { fileHeader } from './loader.ts'
import { readStore } from './recovery.ts'

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
  const found = readStore(directory)
  // Nothing is written before everything has been read without finding damage.
  const journal = openJournal(directory, found.generation, found.length, found.sequence)
  const store = new Store(directory, found.catalog, journal, found.generation, found.olderJournalBytes)
  store.snapshotBytes = found.snapshotBytes
  removeOlder(directory, found.base)
  return store
}

/** A store of these collections that begins a journal of its own; its first snapshot makes it complete. */
export function createStore(directory: string, catalog: Catalog, generation: number): Store {
  return new Store(directory, catalog, openJournal(directory, generation, 0, 0), generation)
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
