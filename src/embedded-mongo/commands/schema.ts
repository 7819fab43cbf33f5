import { encodeDoc } from '../bson/encode.ts'
import type { Doc, Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { matches } from '../query/match.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { collectionNameOf, namespaceOf } from '../store/catalog.ts'
import type { Collection } from '../store/collection.ts'
import type { Command } from './command.ts'

const CREATE_LEFT_OUT = [
  'capped',
  'size',
  'max',
  'timeseries',
  'expireAfterSeconds',
  'clusteredIndex',
  'changeStreamPreAndPostImages',
  'storageEngine',
  'validator',
  'indexOptionDefaults',
  'viewOn',
  'pipeline',
  'encryptedFields',
]

/** `create`: a plain collection. */
export const create: Command = (request, { store }) => {
  const { args } = request
  args
    .only(...CREATE_LEFT_OUT, 'collation', 'autoIndexId', 'idIndex', 'validationLevel', 'validationAction')
    .without(...CREATE_LEFT_OUT)
    .simpleCollation()
  const ns = namespaceOf(request.db, args.string('create'))
  if (store.catalog.get(ns) !== undefined) {
    throw new MongoError('NamespaceExists', `Collection ${ns} already exists.`)
  }
  store.write((changes) => changes.createCollection(ns))
  return {}
}

/** `drop`. */
export const drop: Command = (request, { store }) => {
  request.args.only()
  const ns = namespaceOf(request.db, request.args.string('drop'))
  const collection = store.catalog.get(ns)
  if (collection === undefined) return {} // since MongoDB 7.0 not an error
  store.write((changes) => changes.dropCollection(collection))
  return { nIndexesWas: collection.indexes.length, ns }
}

/** `dropDatabase`. */
export const dropDatabase: Command = (request, { store }) => {
  request.args.only()
  const collections = store.catalog.list(request.db)
  store.write((changes) => {
    for (const collection of collections) changes.dropCollection(collection)
  })
  return collections.length === 0 ? {} : { dropped: request.db }
}

/** `renameCollection` (on `admin`), within or across databases. */
export const renameCollection: Command = (request, { store }) => {
  const { args } = request
  args.only('to', 'dropTarget')
  const [from, to] = [args.string('renameCollection'), args.string('to')]
  const source = store.catalog.get(from)
  if (source === undefined)
    throw new MongoError('NamespaceNotFound', `Source collection ${from} does not exist`)
  const target = store.catalog.get(to)
  if (target !== undefined && !args.boolean('dropTarget')) {
    throw new MongoError('NamespaceExists', 'target namespace exists')
  }
  namespaceOf(to.slice(0, Math.max(to.indexOf('.'), 0)), collectionNameOf(to))
  store.write((changes) => {
    if (target !== undefined) changes.dropCollection(target)
    changes.renameCollection(source, to)
  })
  return {}
}

/** `listCollections`. */
export const listCollections: Command = (request, { store, cursors }) => {
  const { args } = request
  args.only('filter', 'nameOnly', 'authorizedCollections', 'cursor')
  const filter = parseFilter(args.doc('filter'))
  const isNameOnly = args.boolean('nameOnly')
  const docs = store.catalog
    .list(request.db)
    .map((collection) => describeCollection(collection))
    .filter((doc) => matches(filter, doc, request.scope))
    .map((doc) => (isNameOnly ? new Map([...doc].filter(([key]) => key === 'name' || key === 'type')) : doc))
  return cursors.first(
    `${request.db}.$cmd.listCollections`,
    docs.map((doc) => () => encodeDoc(doc)),
    Infinity,
  )
}

function describeCollection(collection: Collection): Doc {
  return new Map<string, Value>([
    ['name', collectionNameOf(collection.ns)],
    ['type', 'collection'],
    ['options', new Map()],
    [
      'info',
      new Map<string, Value>([
        ['readOnly', false],
        ['uuid', collection.uuid],
      ]),
    ],
    ['idIndex', collection.indexes[0]?.spec.doc ?? null],
  ])
}
