import type { Scope } from '../aggregate/expression.ts'
import { parsePipeline, stageOf } from '../aggregate/pipeline.ts'
import { stageCount } from '../aggregate/stages.ts'
import { decodeDoc } from '../bson/decode.ts'
import { encodeDoc } from '../bson/encode.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { MATCH_ALL } from '../query/filter.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { runQuery, type Query } from '../query/scan.ts'
import { parseSort } from '../query/sort.ts'
import { namespaceOf } from '../store/catalog.ts'
import { collectionStats, indexStats } from './stats.ts'
import type { Command, Engine, Request } from './command.ts'
import { hintOf, readAll, scopeOf, mapLazily } from './read.ts'

const FIELDS = [
  'pipeline',
  'cursor',
  'explain',
  'allowDiskUse',
  'bypassDocumentValidation',
  'collation',
  'hint',
  'let',
]

/** `aggregate`. Leading `$match`, `$sort`, `$skip` and `$limit` run as a query, so that indexes serve them. */
export const aggregate: Command = (request, engine) => {
  const { args, db } = request
  args
    .only(...FIELDS)
    .without('explain')
    .simpleCollation()
  const name = args.value('aggregate')
  const stages = args.array('pipeline')
  const cursor = args.optionalDoc('cursor')
  if (cursor === undefined) {
    throw new MongoError(
      'FailedToParse',
      "The 'cursor' option is required, except for aggregate with the explain argument",
    )
  }
  const ns = typeof name === 'string' ? namespaceOf(db, name) : `${db}.$cmd.aggregate`
  const docs = runPipeline(request, engine, ns, stages)
  const batchSize = cursor.get('batchSize')
  return engine.cursors.first(
    ns,
    mapLazily(docs, (doc) => () => encodeDoc(doc)),
    typeof batchSize === 'number' ? batchSize : 101,
  )
}

function runPipeline(request: Request, engine: Engine, ns: string, stages: readonly Value[]): Iterable<Doc> {
  const scope = scopeOf(request)
  const context = { scope, read: (from: string) => readAll(engine, namespaceOf(request.db, from)) }
  const [first] = stages
  const [name, operand] = first === undefined ? ['', null] : stageOf(first)
  if (name === '$collStats')
    return parsePipeline(stages.slice(1))([collectionStats(engine, ns, operand)], context)
  if (name === '$indexStats') return parsePipeline(stages.slice(1))(indexStats(engine, ns), context)
  const { query, rest } = splitPipeline(request, stages, scope)
  const pipeline = parsePipeline(rest)
  const collection = engine.store.catalog.get(ns)
  const found = collection === undefined ? [] : runQuery(collection, query)
  return pipeline(
    mapLazily(found, ({ bytes }) => decodeDoc(bytes)),
    context,
  )
}

/** Takes the leading stages that a query can do. */
export function splitPipeline(
  request: Request,
  stages: readonly Value[],
  scope: Scope,
): { query: Query; rest: Value[] } {
  const base = { filter: MATCH_ALL, sort: [], skip: 0, limit: Infinity, scope, deadline: request.deadline }
  const query: Query = { ...base, ...hintOf(request.args) }
  const rest = [...stages]
  // The order in which a query does its work.
  for (const wanted of ['$match', '$sort', '$skip', '$limit']) {
    const [name, operand] = rest[0] === undefined ? ['', null] : stageOf(rest[0])
    if (name !== wanted) continue
    if (name === '$match' && isDoc(operand)) query.filter = parseFilter(operand)
    else if (name === '$sort' && isDoc(operand) && operand.size > 0) query.sort = parseSort(operand)
    else if (name === '$skip') query.skip = stageCount(name, operand, 0)
    else if (name === '$limit') query.limit = stageCount(name, operand, 1)
    else continue
    rest.shift()
  }
  return { query, rest }
}
