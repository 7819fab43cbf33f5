import type { Doc } from '../bson/value.ts'
import type { IndexSpec } from '../index/spec.ts'
import { metaOp, type Op } from '../journal/op.ts'
import type { Catalog } from './catalog.ts'
import type { Collection } from './collection.ts'

/** The changes of one command: made in memory at once, noted for the journal, and undone if it has no room. */
export class ChangeSet {
  readonly ops: Op[] = []
  readonly #catalog: Catalog
  readonly #undo: (() => void)[] = []

  constructor(catalog: Catalog) {
    this.#catalog = catalog
  }

  /** Undoes everything, last change first. */
  undo(): void {
    for (const step of this.#undo.reverse()) step()
  }

  insert(collection: Collection, bytes: Buffer): void {
    this.#put(collection, collection.nextRid, undefined, bytes)
  }

  replace(collection: Collection, rid: number, before: Buffer, after: Buffer): void {
    this.#put(collection, rid, before, after)
  }

  remove(collection: Collection, rid: number, before: Buffer): void {
    this.#put(collection, rid, before, undefined)
  }

  #put(collection: Collection, rid: number, before: Buffer | undefined, after: Buffer | undefined): void {
    collection.put(rid, before, after)
    this.#undo.push(() => collection.put(rid, after, before))
    this.ops.push(
      after === undefined
        ? { kind: 'delete', collection: collection.id, rid }
        : { kind: 'put', collection: collection.id, rid, bytes: after },
    )
  }

  /** The collection of that name, if there is one. */
  collection(ns: string): Collection | undefined {
    return this.#catalog.get(ns)
  }

  /** The collection of that name, made now if there is none. */
  ensureCollection(ns: string): Collection {
    return this.#catalog.get(ns) ?? this.createCollection(ns)
  }

  createCollection(ns: string): Collection {
    const collection = this.#catalog.make(ns)
    this.#catalog.add(collection)
    this.#undo.push(() => this.#catalog.remove(collection))
    this.ops.push(metaOp(createdMeta(collection)))
    return collection
  }

  dropCollection(collection: Collection): void {
    this.#catalog.remove(collection)
    this.#undo.push(() => this.#catalog.add(collection))
    this.ops.push(metaOp({ op: 'drop', id: collection.id }))
  }

  renameCollection(collection: Collection, ns: string): void {
    this.#rename(collection, ns)
    this.ops.push(metaOp({ op: 'rename', id: collection.id, ns }))
  }

  #rename(collection: Collection, ns: string): void {
    const before = collection.ns
    this.#catalog.remove(collection)
    collection.ns = ns
    this.#catalog.add(collection)
    this.#undo.push(() => {
      this.#catalog.remove(collection)
      collection.ns = before
      this.#catalog.add(collection)
    })
  }

  createIndex(collection: Collection, spec: IndexSpec): void {
    const before = collection.indexes
    collection.indexes = [...before, ...collection.buildIndexes([spec])]
    this.#undo.push(() => void (collection.indexes = before))
    this.ops.push(metaOp(indexedMeta(collection, spec)))
  }

  dropIndex(collection: Collection, name: string): void {
    const before = collection.indexes
    collection.indexes = before.filter((index) => index.spec.name !== name)
    this.#undo.push(() => void (collection.indexes = before))
    this.ops.push(metaOp({ op: 'unindex', id: collection.id, name }))
  }
}

/** The catalogue op that makes this collection. */
export function createdMeta(collection: Collection): Doc {
  return new Map<string, string | number | Collection['uuid']>([
    ['op', 'create'],
    ['id', collection.id],
    ['ns', collection.ns],
    ['uuid', collection.uuid],
  ])
}

/** The catalogue op that makes this index. */
export function indexedMeta(collection: Collection, spec: IndexSpec): Doc {
  return new Map<string, string | number | Doc>([
    ['op', 'index'],
    ['id', collection.id],
    ['spec', spec.doc],
  ])
}
