import sortedBtree from 'sorted-btree'
import { bulkLoad } from 'sorted-btree/extended/bulkLoad.js'
import type { Scope } from '../aggregate/expression.ts'
import { compareValues } from '../bson/compare.ts'
import type { Doc, Value } from '../bson/value.ts'
import { matches } from '../query/match.ts'
import { compareKeys, extractKeys } from './keys.ts'
import type { IndexSpec } from './spec.ts'

// A script of the old kind: modules see its exports as one object, scripts made by a loader (mocha) see the class.
const BTree = 'default' in sortedBtree ? sortedBtree.default : sortedBtree

/** A key of the tree. A bound has fewer values than the index has fields, and `rid` ∓Infinity: before or after all. */
export interface Entry {
  values: readonly Value[]
  rid: number
}

/** Entries in a node of the tree. */
const NODE_SIZE = 64

const NO_SCOPE: Scope = { now: new Date(0), variables: new Map() }

/** One index: a sorted tree of keys, each pointing to a record number. */
export class IndexTree {
  readonly spec: IndexSpec
  /** Per field: has any document ever had an array there? It limits which bounds may be combined. */
  readonly multikey: boolean[]
  readonly #compare: (a: Entry, b: Entry) => number
  #tree: InstanceType<typeof BTree<Entry, undefined>>

  constructor(spec: IndexSpec) {
    this.spec = spec
    this.multikey = spec.fields.map(() => false)
    const directions = spec.fields.map((field) => field.direction)
    this.#compare = (a, b) => compareEntries(a, b, directions)
    this.#tree = new BTree<Entry, undefined>(undefined, this.#compare, NODE_SIZE)
  }

  get size(): number {
    return this.#tree.size
  }

  /** The keys the document has in this index; none when a sparse or partial index leaves it out. */
  keysOf(doc: Doc): Value[][] {
    if (this.spec.partial !== undefined && !matches(this.spec.partial, doc, NO_SCOPE)) return []
    const { keys, multikey, present } = extractKeys(doc, this.spec.fields)
    if (this.spec.sparse && !present) return []
    for (const [i, through] of multikey.entries()) if (through) this.multikey[i] = true
    return keys
  }

  /** The first of the keys that another record already has in a unique index. */
  conflict(keys: Value[][], own: number): Value[] | undefined {
    if (!this.spec.unique) return undefined
    return keys.find((values) => {
      const first = this.#tree.nextHigherKey({ values, rid: -Infinity })
      if (first === undefined || compareKeys(first.values, values) !== 0) return false
      return first.rid !== own
    })
  }

  add(keys: Value[][], rid: number): void {
    for (const values of keys) this.#tree.set({ values, rid }, undefined)
  }

  remove(keys: Value[][], rid: number): void {
    for (const values of keys) this.#tree.delete({ values, rid })
  }

  /** Fills the empty index at once; gives the key that two records share in a unique index, and then stays empty. */
  fill(entries: Entry[]): readonly Value[] | undefined {
    entries.sort(this.#compare)
    if (this.spec.unique) {
      const shared = entries.find(({ values }, i) => {
        const next = entries[i + 1]
        return next !== undefined && compareKeys(values, next.values) === 0
      })
      if (shared !== undefined) return shared.values
    }
    this.#tree = bulkLoad<Entry, undefined>(
      entries,
      entries.map(() => undefined),
      NODE_SIZE,
      this.#compare,
    )
    return undefined
  }

  /** Entries between two bounds, in the index's order or backwards. The tree must not change meanwhile. */
  *range(low: Entry, high: Entry, backwards: boolean): Generator<Entry> {
    const pairs = backwards ? this.#tree.entriesReversed(high) : this.#tree.entries(low)
    for (const [entry] of pairs) {
      const order = backwards ? this.#compare(low, entry) : this.#compare(entry, high)
      if (order > 0) return
      yield entry
    }
  }
}

function compareEntries(a: Entry, b: Entry, directions: readonly (1 | -1)[]): number {
  const shared = Math.min(a.values.length, b.values.length)
  for (let i = 0; i < shared; i++) {
    const order = compareValues(a.values[i] ?? null, b.values[i] ?? null)
    if (order !== 0) return directions[i] === -1 ? -order : order
  }
  if (a.values.length === b.values.length) return a.rid - b.rid
  if (a.values.length < b.values.length) return a.rid > 0 ? 1 : -1
  return b.rid > 0 ? -1 : 1
}
