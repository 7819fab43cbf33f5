import { sameValue } from '../bson/compare.ts'
import { encodeDoc } from '../bson/encode.ts'
import { isDoc, type Reply } from '../bson/value.ts'
import { parseIndexSpec, type IndexSpec } from '../index/spec.ts'
import { MongoError } from '../mongo-error.ts'
import { findIndex } from '../query/planner.ts'
import { namespaceOf } from '../store/catalog.ts'
import type { Collection } from '../store/collection.ts'
import type { Command, Engine, Request } from './command.ts'

/** `listIndexes`. */
export const listIndexes: Command = (request, engine) => {
  request.args.only('cursor')
  const collection = existing(request, engine, 'listIndexes')
  const docs = collection.indexes.map(
    ({ spec }) =>
      () =>
        encodeDoc(spec.doc),
  )
  return engine.cursors.first(collection.ns, docs, Infinity)
}

function existing(request: Request, { store }: Engine, key: string): Collection {
  const ns = namespaceOf(request.db, request.args.string(key))
  const collection = store.catalog.get(ns)
  if (collection === undefined) throw new MongoError('NamespaceNotFound', `ns does not exist: ${ns}`)
  return collection
}

/** `createIndexes`: all of them or none. */
export const createIndexes: Command = (request, { store }) => {
  const { args } = request
  args.only('indexes', 'commitQuorum')
  const ns = namespaceOf(request.db, args.string('createIndexes'))
  const specs = args.array('indexes').map((each) => {
    if (!isDoc(each)) throw new MongoError('TypeMismatch', 'createIndexes.indexes must hold objects')
    return parseIndexSpec(each)
  })
  if (specs.length === 0) throw new MongoError('BadValue', 'Must specify at least one index to create')
  return store.write((changes): Reply => {
    const isNew = changes.collection(ns) === undefined
    const collection = changes.ensureCollection(ns)
    const before = collection.indexes.length
    for (const spec of specs) if (!alreadyThere(collection, spec)) changes.createIndex(collection, spec)
    const after = collection.indexes.length
    const note = before === after ? { note: 'all indexes already exist' } : {}
    return {
      numIndexesBefore: before,
      numIndexesAfter: after,
      createdCollectionAutomatically: isNew,
      ...note,
    }
  })
}

/** True when the same index exists; an index that differs under the same name or key is an error. */
function alreadyThere(collection: Collection, spec: IndexSpec): boolean {
  const key = spec.doc.get('key')
  if (sameValue(key, new Map([['_id', 1]]))) return true
  const named = collection.indexes.find((index) => index.spec.name === spec.name)
  if (named !== undefined) {
    if (sameValue(named.spec.doc, spec.doc)) return true
    throw new MongoError(
      'IndexKeySpecsConflict',
      `An existing index has the same name as the requested index. Requested index: ${spec.name}`,
    )
  }
  const same = collection.indexes.find(
    (index) =>
      sameValue(index.spec.doc.get('key'), key) &&
      sameValue(index.spec.doc.get('partialFilterExpression'), spec.doc.get('partialFilterExpression')),
  )
  if (same === undefined) return false
  throw new MongoError(
    'IndexOptionsConflict',
    `Index already exists with a different name: ${same.spec.name}`,
  )
}

/** `dropIndexes`: by name, key, list of names, or `*` for all but `_id_`. */
export const dropIndexes: Command = (request, engine) => {
  request.args.only('index')
  const collection = existing(request, engine, request.name)
  const index = request.args.value('index') ?? null
  const wanted = index === '*' ? collection.indexes.slice(1).map(({ spec }) => spec.name) : index
  const names = (Array.isArray(wanted) ? wanted : [wanted]).map((each) => {
    const found = findIndex(collection, each)
    if (found === undefined) {
      throw new MongoError(
        'IndexNotFound',
        typeof each === 'string' ? `index not found with name [${each}]` : "can't find index with key",
      )
    }
    if (found.spec.name === '_id_') throw new MongoError('InvalidOptions', 'cannot drop _id index')
    return found.spec.name
  })
  const before = collection.indexes.length
  engine.store.write((changes) => {
    for (const name of names) changes.dropIndex(collection, name)
  })
  return { nIndexesWas: before }
}
