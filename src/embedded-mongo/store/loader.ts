import { Binary } from 'bson'
import { DeskError } from '../../errors.ts'
import { describeValue } from '../bson/describe.ts'
import { isDoc, type Doc, type Reply } from '../bson/value.ts'
import { ID_INDEX, parseIndexSpec, type IndexSpec } from '../index/spec.ts'
import { decodeOps, readMeta, type Op } from '../journal/op.ts'
import { DamageError } from '../journal/damage.ts'
import { readRecords, type FileEnd } from '../journal/read-records.ts'
import { Catalog } from './catalog.ts'
import { Collection } from './collection.ts'

/** Version of the file format; a store written by a newer one is refused. */
const FORMAT_VERSION = 1

/** The first op of every file: says what it is. */
export function fileHeader(kind: 'snapshot' | 'journal', generation: number): Reply {
  return { op: 'header', format: 'property-desk-store', version: FORMAT_VERSION, kind, generation }
}

/** Rebuilds collections from files: first applies every op, then builds the indexes once. */
export class Loader {
  readonly #collections = new Map<number, Collection>()
  readonly #specs = new Map<number, IndexSpec[]>()
  #ended = false
  #highestId = 0

  /** Applies all records of a file. A snapshot must be complete, unless damage is tolerated. */
  load(path: string, isSnapshot: boolean, tolerate?: (damage: DamageError) => void): FileEnd {
    const apply = (payload: Buffer, offset: number): void => {
      try {
        for (const op of decodeOps(payload)) this.#apply(op)
      } catch (error) {
        if (error instanceof DeskError) throw error
        throw new DamageError(path, offset, `a record cannot be applied: ${String(error)}`)
      }
    }
    const end = readRecords(path, apply, tolerate)
    if (isSnapshot && (end.torn || !this.#ended)) {
      const damage = new DamageError(path, end.length, 'the snapshot is cut short')
      if (tolerate === undefined) throw damage
      tolerate(damage)
    }
    return end
  }

  /** The finished catalogue, indexes built. */
  finish(): Catalog {
    const catalog = new Catalog(this.#highestId + 1)
    for (const [id, collection] of this.#collections) {
      const specs = this.#specs.get(id) ?? []
      collection.indexes = collection.buildIndexes([ID_INDEX, ...specs])
      catalog.add(collection)
    }
    return catalog
  }

  #apply(op: Op): void {
    if (op.kind === 'meta') {
      this.#applyMeta(readMeta(op))
      return
    }
    const collection = this.#collections.get(op.collection)
    if (collection === undefined) throw new Error(`unknown collection ${op.collection}`)
    collection.putRecord(op.rid, op.kind === 'put' ? op.bytes : undefined)
  }

  #applyMeta(meta: Doc): void {
    const id = numberOf(meta, 'id')
    switch (meta.get('op')) {
      case 'header':
        if (meta.get('version') !== FORMAT_VERSION) {
          throw new DeskError(
            'store_version',
            'the data directory was written by another version of the store',
          )
        }
        return
      case 'end':
        this.#ended = true
        this.#highestId = Math.max(this.#highestId, numberOf(meta, 'highestId'))
        return
      case 'create':
        this.#create(id, meta)
        return
      case 'drop':
        this.#collections.delete(id)
        this.#specs.delete(id)
        return
      case 'rename':
        this.#known(id).ns = textOf(meta, 'ns')
        return
      case 'index':
        this.#index(id, meta)
        return
      case 'unindex':
        this.#specs.set(
          id,
          this.#specsOf(id).filter((spec) => spec.name !== meta.get('name')),
        )
        return
      default:
        throw new Error(`unknown op ${describeValue(meta.get('op'))}`)
    }
  }

  #create(id: number, meta: Doc): void {
    const uuid = meta.get('uuid')
    if (!(uuid instanceof Binary)) throw new Error('collection without uuid')
    this.#collections.set(id, new Collection(id, textOf(meta, 'ns'), uuid))
    this.#highestId = Math.max(this.#highestId, id)
  }

  #index(id: number, meta: Doc): void {
    const doc = meta.get('spec')
    if (!isDoc(doc)) throw new Error('index without definition')
    const spec = parseIndexSpec(doc)
    this.#specs.set(id, [...this.#specsOf(id).filter((other) => other.name !== spec.name), spec])
  }

  #known(id: number): Collection {
    const collection = this.#collections.get(id)
    if (collection === undefined) throw new Error(`unknown collection ${id}`)
    return collection
  }

  #specsOf(id: number): IndexSpec[] {
    return this.#specs.get(id) ?? []
  }
}

function numberOf(meta: Doc, key: string): number {
  const value = meta.get(key)
  return typeof value === 'number' ? value : 0
}

function textOf(meta: Doc, key: string): string {
  const value = meta.get(key)
  if (typeof value !== 'string') throw new Error(`${key} is missing`)
  return value
}
