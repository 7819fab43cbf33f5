import { Binary } from 'bson'
import { randomUUID } from 'node:crypto'
import { MongoError } from '../mongo-error.ts'
import { Collection } from './collection.ts'

/** All collections, by namespace (`database.name`). */
export class Catalog {
  readonly #byNs = new Map<string, Collection>()
  #nextId: number

  constructor(nextId = 1) {
    this.#nextId = nextId
  }

  /** The highest collection number ever given. */
  get highestId(): number {
    return this.#nextId - 1
  }

  get(ns: string): Collection | undefined {
    return this.#byNs.get(ns)
  }

  /** All collections, of one database if named. */
  list(db?: string): Collection[] {
    const all = [...this.#byNs.values()]
    return db === undefined ? all : all.filter((collection) => databaseOf(collection.ns) === db)
  }

  /** A collection with a number of its own, not yet in the catalogue. */
  make(ns: string): Collection {
    const uuid = new Binary(Buffer.from(randomUUID().replaceAll('-', ''), 'hex'), Binary.SUBTYPE_UUID)
    return new Collection(this.#nextId++, ns, uuid)
  }

  add(collection: Collection): void {
    this.#byNs.set(collection.ns, collection)
    this.#nextId = Math.max(this.#nextId, collection.id + 1)
  }

  remove(collection: Collection): void {
    this.#byNs.delete(collection.ns)
  }
}

/** The database part of a namespace. */
export function databaseOf(ns: string): string {
  return ns.slice(0, ns.indexOf('.'))
}

/** The collection part of a namespace. */
export function collectionNameOf(ns: string): string {
  return ns.slice(ns.indexOf('.') + 1)
}

/** Checks names by MongoDB's rules and joins them; throws `InvalidNamespace`. */
export function namespaceOf(db: string, name: string): string {
  if (db === '' || db.length > 63 || /[/\\. "$*<>:|?\0]/.test(db)) {
    throw new MongoError('InvalidNamespace', `Invalid database name: '${db}'`)
  }
  const ns = `${db}.${name}`
  const bad = name === '' || name.startsWith('.') || name.includes('$') || name.includes('\0')
  if (bad || Buffer.byteLength(ns) > 255) {
    throw new MongoError('InvalidNamespace', `Invalid namespace specified '${ns}'`)
  }
  return ns
}
