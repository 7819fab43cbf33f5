import type { Binary } from 'bson'
import { encodeDoc } from '../bson/encode.ts'
import { decodeDoc } from '../bson/decode.ts'
import type { Doc, Value } from '../bson/value.ts'
import { describeValue } from '../bson/describe.ts'
import { sameValue } from '../bson/compare.ts'
import { IndexTree, type Entry } from '../index/index-tree.ts'
import { ID_INDEX, type IndexSpec } from '../index/spec.ts'
import { MongoError } from '../mongo-error.ts'

/** MongoDB's limit for one document, in bytes. */
export const MAX_DOCUMENT_BYTES = 16 * 1024 * 1024

/** A collection in memory: records as BSON bytes by record number (their natural order), and its indexes. */
export class Collection {
  readonly id: number
  readonly uuid: Binary
  /** `database.name`; changes only when the collection is renamed. */
  ns: string
  readonly records = new Map<number, Buffer>()
  #indexes: IndexTree[] = [new IndexTree(ID_INDEX)]
  #indexedFields = fieldsOf(this.#indexes)
  nextRid = 1
  /** Sum of the documents' sizes in bytes. */
  bytes = 0

  constructor(id: number, ns: string, uuid: Binary) {
    this.id = id
    this.ns = ns
    this.uuid = uuid
  }

  /** The indexes; that of `_id` comes first. */
  get indexes(): IndexTree[] {
    return this.#indexes
  }

  set indexes(indexes: IndexTree[]) {
    this.#indexes = indexes
    this.#indexedFields = fieldsOf(indexes)
  }

  /** Encodes a document for this collection; throws `BSONObjectTooLarge` beyond 16 MiB. */
  encode(doc: Doc): Buffer {
    return this.checked(encodeDoc(doc))
  }

  /** Refuses a document beyond 16 MiB. */
  checked(bytes: Buffer): Buffer {
    if (bytes.length > MAX_DOCUMENT_BYTES) {
      throw new MongoError(
        'BSONObjectTooLarge',
        `BSONObj size: ${bytes.length} is invalid. Size must be between 0 and ${MAX_DOCUMENT_BYTES}`,
      )
    }
    return bytes
  }

  /** Puts a record in place of `before` (undefined: a new one), keeping every index in step. All or nothing. */
  put(rid: number, before: Buffer | undefined, after: Buffer | undefined): void {
    const oldDoc = before === undefined ? undefined : decodeDoc(before, this.#indexedFields)
    const newDoc = after === undefined ? undefined : decodeDoc(after, this.#indexedFields)
    const changes = this.indexes.map((index) => ({
      index,
      old: oldDoc === undefined ? [] : index.keysOf(oldDoc),
      new: newDoc === undefined ? [] : index.keysOf(newDoc),
    }))
    const changed = changes.filter((change) => !sameValue(change.old, change.new))
    for (const change of changed) {
      const key = change.index.conflict(change.new, rid)
      if (key !== undefined) throw duplicateKey(this.ns, change.index.spec, key)
    }
    for (const change of changed) {
      change.index.remove(change.old, rid)
      change.index.add(change.new, rid)
    }
    this.putRecord(rid, after)
  }

  /** Puts or removes the record alone; used while loading, before the indexes are built. */
  putRecord(rid: number, after: Buffer | undefined): void {
    this.bytes += (after?.length ?? 0) - (this.records.get(rid)?.length ?? 0)
    if (after === undefined) this.records.delete(rid)
    else this.records.set(rid, after)
    if (rid >= this.nextRid) this.nextRid = rid + 1
  }

  /** Builds indexes over all records; throws `DuplicateKey` when one is unique and the data is not. */
  buildIndexes(specs: readonly IndexSpec[]): IndexTree[] {
    const built = specs.map((spec) => ({ index: new IndexTree(spec), entries: new Array<Entry>() }))
    const wanted = fieldsOf(built.map(({ index }) => index))
    for (const [rid, bytes] of this.records) {
      const doc = decodeDoc(bytes, wanted)
      for (const { index, entries } of built) {
        for (const values of index.keysOf(doc)) entries.push({ values, rid })
      }
    }
    for (const { index, entries } of built) {
      const shared = index.fill(entries)
      if (shared !== undefined) throw duplicateKey(this.ns, index.spec, shared)
    }
    return built.map(({ index }) => index)
  }
}

/** The top-level fields the indexes look at; `undefined` when a filter may look at any. */
function fieldsOf(indexes: readonly IndexTree[]): Set<string> | undefined {
  if (indexes.some((index) => index.spec.partial !== undefined)) return undefined
  return new Set(indexes.flatMap((index) => index.spec.fields.map((field) => field.parts[0] ?? '')))
}

/** E11000 with the fields by which Mongoose tells which key it was. */
function duplicateKey(ns: string, spec: IndexSpec, key: readonly Value[]): MongoError {
  const keyPattern = spec.doc.get('key') ?? null
  const keyValue: Doc = new Map(spec.fields.map((field, i) => [field.path, key[i] ?? null]))
  const shown = spec.fields.map((field, i) => `${field.path}: ${describeValue(key[i])}`).join(', ')
  return new MongoError(
    'DuplicateKey',
    `E11000 duplicate key error collection: ${ns} index: ${spec.name} dup key: { ${shown} }`,
    { keyPattern, keyValue },
  )
}
