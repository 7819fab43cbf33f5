import { Long } from 'bson'
import { isDoc, type Doc, type Reply, type Value } from '../bson/value.ts'
import { databaseOf } from '../store/catalog.ts'
import type { Collection } from '../store/collection.ts'
import { namespaceOf } from '../store/catalog.ts'
import type { Command, Engine } from './command.ts'

/** Rough size of one index key in memory, in bytes; the tree keeps no exact figure. */
const BYTES_PER_KEY = 96

function indexBytes(collection: Collection): number {
  return collection.indexes.reduce((sum, index) => sum + index.size * BYTES_PER_KEY, 0)
}

function sizes(collection: Collection | undefined): Record<string, number> {
  const count = collection?.records.size ?? 0
  const size = collection?.bytes ?? 0
  return {
    size,
    count,
    avgObjSize: count === 0 ? 0 : Math.floor(size / count),
    storageSize: size,
    nindexes: collection?.indexes.length ?? 0,
    totalIndexSize: collection === undefined ? 0 : indexBytes(collection),
    totalSize: size + (collection === undefined ? 0 : indexBytes(collection)),
  }
}

/** `collStats`. */
export const collStats: Command = (request, { store }) => {
  request.args.only('scale')
  const ns = namespaceOf(request.db, request.args.string(request.name))
  const collection = store.catalog.get(ns)
  const indexSizes = Object.fromEntries(
    (collection?.indexes ?? []).map((index) => [index.spec.name, index.size * BYTES_PER_KEY]),
  )
  return { ns, ...sizes(collection), capped: false, scaleFactor: 1, indexSizes }
}

/** `dbStats`. */
export const dbStats: Command = (request, { store }) => {
  request.args.only('scale', 'freeStorage')
  const all = store.catalog.list(request.db).map(sizes)
  const total = (key: string): number => all.reduce((sum, each) => sum + (each[key] ?? 0), 0)
  const objects = total('count')
  return {
    db: request.db,
    collections: all.length,
    views: 0,
    objects: Long.fromNumber(objects),
    avgObjSize: objects === 0 ? 0 : total('size') / objects,
    dataSize: total('size'),
    storageSize: total('storageSize'),
    indexes: total('nindexes'),
    indexSize: total('totalIndexSize'),
    totalSize: total('totalSize'),
    scaleFactor: 1,
  }
}

/** The document of stage `$collStats`, as far as asked for. */
export function collectionStats(engine: Engine, ns: string, operand: Value): Doc {
  const collection = engine.store.catalog.get(ns)
  const figures = new Map<string, Value>(Object.entries(sizes(collection)))
  const doc: Doc = new Map<string, Value>([
    ['ns', ns],
    ['localTime', new Date()],
  ])
  if (!isDoc(operand)) return doc
  if (operand.has('storageStats')) doc.set('storageStats', figures)
  if (operand.has('count')) doc.set('count', collection?.records.size ?? 0)
  return doc
}

/** The documents of stage `$indexStats`; accesses are not counted and reported as zero since the start. */
export function indexStats(engine: Engine, ns: string): Doc[] {
  const since: Doc = new Map<string, Value>([
    ['ops', Long.ZERO],
    ['since', engine.startedAt],
  ])
  return (engine.store.catalog.get(ns)?.indexes ?? []).map(
    ({ spec }) =>
      new Map<string, Value>([
        ['name', spec.name],
        ['key', spec.doc.get('key') ?? null],
        ['host', 'localhost'],
        ['accesses', since],
        ['spec', spec.doc],
      ]),
  )
}

/** `listDatabases`. */
export const listDatabases: Command = (request, { store }) => {
  const { args } = request
  args.only('filter', 'nameOnly', 'authorizedDatabases').without('filter')
  const names = [...new Set(store.catalog.list().map(({ ns }) => databaseOf(ns)))].sort()
  const isNameOnly = args.boolean('nameOnly')
  let totalSize = 0
  const databases = names.map((name): Reply => {
    if (isNameOnly) return { name }
    const sizeOnDisk = store.catalog.list(name).reduce((sum, { bytes }) => sum + bytes, 0)
    totalSize += sizeOnDisk
    return { name, sizeOnDisk: Long.fromNumber(sizeOnDisk), empty: false }
  })
  return isNameOnly ? { databases } : { databases, totalSize: Long.fromNumber(totalSize) }
}
