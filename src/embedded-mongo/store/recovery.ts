import { DamageError } from '../journal/damage.ts'
import type { Catalog } from './catalog.ts'
import { filePath, listFiles } from './files.ts'
import { Loader } from './loader.ts'

/** What the files of a directory hold. */
export interface Recovered {
  catalog: Catalog
  /** Generation of the newest snapshot, 0 when there is none. */
  base: number
  snapshotBytes: number
  /** Generation of the newest journal, the length of its whole records and their number. */
  generation: number
  length: number
  sequence: number
  /** Bytes of the journals between the snapshot and the newest one. */
  olderJournalBytes: number
  /** The first damage met, when damage was tolerated. */
  damage: DamageError | undefined
}

/**
 * Reads the newest snapshot and the journals after it, changing nothing. Throws `DamageError`; with `isTolerant`, a
 * damaged part of the snapshot is left out, and the journals count up to the first damage in them.
 */
export function readStore(directory: string, isTolerant = false): Recovered {
  const { snapshots, journals } = listFiles(directory)
  const base = snapshots.at(-1) ?? 0
  const chain = journals.filter((generation) => generation >= base)
  const loader = new Loader()
  let damage: DamageError | undefined
  const tolerate = (error: DamageError): void => void (damage ??= error)
  let snapshotBytes = 0
  if (base > 0) {
    const path = filePath(directory, 'snapshot', base)
    snapshotBytes = loader.load(path, true, isTolerant ? tolerate : undefined).length
  }
  let [generation, length, sequence, olderJournalBytes] = [base, 0, 0, 0]
  try {
    checkChain(directory, chain, base)
    for (generation of chain) {
      olderJournalBytes += length
      const path = filePath(directory, 'journal', generation)
      const end = loader.load(path, false)
      if (end.torn && generation !== chain.at(-1)) {
        throw new DamageError(path, end.length, 'it ends inside a record although a later journal exists')
      }
      ;({ length, sequence } = end)
    }
  } catch (error) {
    if (!isTolerant || !(error instanceof DamageError)) throw error
    tolerate(error)
  }
  const catalog = loader.finish()
  return { catalog, base, snapshotBytes, generation, length, sequence, olderJournalBytes, damage }
}

/** Journals must follow one another without a gap, from the snapshot's on. */
function checkChain(directory: string, chain: readonly number[], base: number): void {
  const isFresh = chain.length === 0 && base === 0
  for (let i = 0; !isFresh && i < Math.max(chain.length, 1); i++) {
    if (chain[i] !== base + i)
      throw new DamageError(filePath(directory, 'journal', base + i), 0, 'it is missing')
  }
}
