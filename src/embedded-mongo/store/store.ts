import { existsSync } from 'node:fs'
import { openAppendFile } from '../journal/append-file.ts'
import { DamageError } from '../journal/damage.ts'
import { Journal } from '../journal/journal.ts'
import { metaOp } from '../journal/op.ts'
import type { Catalog } from './catalog.ts'
import { ChangeSet } from './change-set.ts'
import { filePath, listFiles, syncDirectory } from './files.ts'
import { fileHeader, Loader } from './loader.ts'

/** All data of one data directory: collections in memory, every change in the journal. */
export class Store {
  readonly catalog: Catalog
  readonly journal: Journal
  readonly directory: string
  /** Generation of the journal being written. */
  generation: number

  constructor(directory: string, catalog: Catalog, journal: Journal, generation: number) {
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
  if (base > 0) loader.load(filePath(directory, 'snapshot', base), true)
  const chain = journals.filter((generation) => generation >= base)
  checkChain(directory, chain, base)
  let length = 0
  let sequence = 0
  for (const generation of chain) {
    const path = filePath(directory, 'journal', generation)
    const end = loader.load(path, false)
    if (end.torn && generation !== chain.at(-1)) {
      throw new DamageError(path, end.length, 'it ends inside a record although a later journal exists')
    }
    ;({ length, sequence } = end)
  }
  const generation = chain.at(-1) ?? base
  const journal = openJournal(directory, generation, length, sequence)
  return new Store(directory, loader.finish(), journal, generation)
}

function checkChain(directory: string, chain: number[], base: number): void {
  if (chain.length === 0 && base === 0) return
  for (const [i, expected] of [base, ...chain.slice(1).map((_, n) => base + n + 1)].entries()) {
    if (chain[i] !== expected)
      throw new DamageError(filePath(directory, 'journal', expected), 0, 'it is missing')
  }
}

/** Opens a journal file after its last whole record, or starts a new one. */
export function openJournal(directory: string, generation: number, length = 0, sequence = 0): Journal {
  const path = filePath(directory, 'journal', generation)
  const isNew = !existsSync(path)
  const journal = new Journal(openAppendFile(path, length), sequence)
  if (sequence === 0) {
    journal.append([metaOp(fileHeader('journal', generation))])
    journal.sync()
  }
  if (isNew) syncDirectory(directory)
  return journal
}
