import { evaluate, type Scope } from '../aggregate/expression.ts'
import { parseExpression } from '../aggregate/parse-expression.ts'
import { decodeDoc } from '../bson/decode.ts'
import { encodeDoc } from '../bson/encode.ts'
import { Long } from 'bson'
import { compareValues } from '../bson/compare.ts'
import { isNumeric } from '../bson/number.ts'
import type { Doc, Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { countItems } from '../query/count.ts'
import { resolveDistinct } from '../query/distinct.ts'
import { project } from '../query/project.ts'
import { parseProjection } from '../query/projection.ts'
import { runQuery, type Query } from '../query/scan.ts'
import { parseSort } from '../query/sort.ts'
import { namespaceOf } from '../store/catalog.ts'
import type { Arguments } from './arguments.ts'
import type { Command, Engine, Request } from './command.ts'

/** The default of the first batch, as in MongoDB. */
const FIRST_BATCH = 101

/** Variables of `let`, computed once. */
export function scopeOf(request: Request): Scope {
  const { args, scope } = request
  const variables = new Map<string, Value | undefined>()
  for (const [name, value] of args.doc('let')) {
    variables.set(name, evaluate(parseExpression(value), new Map(), scope))
  }
  return { ...scope, variables }
}

/** The query part shared by `find`, `count` and `explain`. */
export function queryOf(request: Request, filterKey: 'filter' | 'query'): Query {
  const { args } = request
  const limit = args.integer('limit', 0, filterKey === 'query' ? -Infinity : 0)
  return {
    filter: parseFilter(args.doc(filterKey)),
    sort: parseSort(args.doc('sort')),
    skip: args.integer('skip', 0),
    limit: limit === 0 ? Infinity : Math.abs(limit),
    ...hintOf(args),
    scope: scopeOf(request),
    deadline: request.deadline,
  }
}

/** The hint, if there is one. */
export function hintOf(args: Arguments): { hint?: Value } {
  const hint = args.value('hint')
  return hint === undefined || hint === null || (hint instanceof Map && hint.size === 0) ? {} : { hint }
}

const FIND_FIELDS = [
  'filter',
  'sort',
  'projection',
  'hint',
  'skip',
  'limit',
  'batchSize',
  'singleBatch',
  'let',
  'collation',
  'allowDiskUse',
  'allowPartialResults',
  'noCursorTimeout',
  'tailable',
  'awaitData',
  'oplogReplay',
  'returnKey',
  'showRecordId',
  'min',
  'max',
]

/** `find`. */
export const find: Command = (request, engine) => {
  const { args } = request
  const ns = namespaceOf(request.db, args.string('find'))
  args
    .only(...FIND_FIELDS)
    .without('awaitData', 'returnKey', 'showRecordId', 'min', 'max')
    .simpleCollation()
  if (args.boolean('tailable')) {
    throw new MongoError(
      'BadValue',
      'error processing query: tailable cursor requested on non capped collection',
    )
  }
  const query = queryOf(request, 'filter')
  const projection = args.doc('projection')
  const parsed = projection.size === 0 ? undefined : parseProjection(projection, query.filter)
  const render =
    ({ bytes }: { bytes: Buffer }) =>
    (): Buffer =>
      parsed === undefined ? bytes : encodeDoc(project(decodeDoc(bytes), parsed, query.scope))
  const collection = engine.store.catalog.get(ns)
  const found = collection === undefined ? [] : runQuery(collection, query)
  const batchSize = args.integer('batchSize', FIRST_BATCH)
  return engine.cursors.first(ns, mapLazily(found, render), batchSize, args.boolean('singleBatch'))
}

/** Maps an iterable item by item. */
export function* mapLazily<T, R>(items: Iterable<T>, map: (item: T) => R): Generator<R> {
  for (const item of items) yield map(item)
}

/** `getMore`. */
export const getMore: Command = (request, engine) => {
  const { args } = request
  args.only('collection', 'batchSize')
  const id = args.value('getMore')
  if (!isNumeric(id)) throw new MongoError('TypeMismatch', "BSON field 'getMore.getMore' must be a long")
  const ns = `${request.db}.${args.string('collection')}`
  const size = args.integer('batchSize', 0)
  return engine.cursors.more(BigInt(id.toString()), ns, size === 0 ? Infinity : size)
}

/** `killCursors`. */
export const killCursors: Command = (request, engine) => {
  const ids = request.args.only('cursors').array('cursors').filter(isNumeric)
  const killed: Long[] = []
  const unknown: Long[] = []
  for (const id of ids) {
    const big = BigInt(id.toString())
    ;(engine.cursors.kill(big) ? killed : unknown).push(Long.fromBigInt(big))
  }
  return { cursorsKilled: killed, cursorsNotFound: unknown, cursorsAlive: [], cursorsUnknown: [] }
}

/** `count`. */
export const count: Command = (request, engine) => {
  const { args } = request
  args.only('query', 'limit', 'skip', 'hint', 'collation', 'fields').simpleCollation()
  const collection = engine.store.catalog.get(namespaceOf(request.db, args.string('count')))
  if (collection === undefined) return { n: 0 }
  // How many there are in all is known without looking at them.
  const isAll = ['query', 'limit', 'skip'].every((name) => args.value(name) === undefined)
  return { n: isAll ? collection.records.size : countItems(runQuery(collection, queryOf(request, 'query'))) }
}

/** `distinct`: the values at a path, array elements one by one, in order. */
export const distinct: Command = (request, engine) => {
  const { args } = request
  args.only('key', 'query', 'collation', 'hint').simpleCollation()
  const key = args.string('key')
  const collection = engine.store.catalog.get(namespaceOf(request.db, args.string('distinct')))
  if (collection === undefined) return { values: [] }
  const parts = key.split('.')
  const wanted = new Set([parts[0] ?? ''])
  const values = [...runQuery(collection, queryOf(request, 'query'))].flatMap(({ bytes }) =>
    resolveDistinct(decodeDoc(bytes, wanted), parts),
  )
  return { values: withoutRepeats(values) }
}

function withoutRepeats(values: Value[]): Value[] {
  const sorted = values.sort(compareValues)
  return sorted.filter((value, i) => i === 0 || compareValues(sorted[i - 1] ?? null, value) !== 0)
}

/** All documents of a collection, for stages that read another one. */
export function* readAll(engine: Engine, ns: string): Generator<Doc> {
  for (const bytes of engine.store.catalog.get(ns)?.records.values() ?? []) yield decodeDoc(bytes)
}
