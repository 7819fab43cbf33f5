import { toInteger } from '../bson/number.ts'
import { cloneDoc, isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { countItems } from '../query/count.ts'
import { MATCH_ALL } from '../query/filter.ts'
import { matches } from '../query/match.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { project } from '../query/project.ts'
import { parseProjection } from '../query/projection.ts'
import { parseSort, sortByKeys } from '../query/sort.ts'
import { evaluate, type Expression, type Scope } from './expression.ts'
import { parseGroup } from './group.ts'
import { parseExpression } from './parse-expression.ts'
import { setPath, unsetPath } from './paths.ts'
import { sample } from './sample.ts'
import { parseUnwind } from './unwind.ts'

/** What a stage may look at besides its input. `read` gives all documents of another collection. */
export interface StageContext {
  scope: Scope
  read: (collection: string) => Iterable<Doc>
}

/** A stage: documents in, documents out. Input documents are never changed in place. */
export type Stage = (docs: Iterable<Doc>, context: StageContext) => Iterable<Doc>

/** Parses the stages that need only their own input. Lookups and facets are added by parse-pipeline.ts. */
export const SIMPLE_STAGES = new Map<string, (operand: Value) => Stage>([
  ['$match', match],
  ['$sort', sort],
  ['$limit', limit],
  ['$skip', skip],
  ['$project', projection],
  ['$addFields', addFields],
  ['$set', addFields],
  ['$unset', unset],
  ['$group', grouping],
  ['$unwind', parseUnwind],
  ['$count', count],
  ['$sortByCount', sortByCount],
  ['$replaceRoot', replaceRoot],
  ['$replaceWith', replaceWith],
  ['$sample', sample],
])

function match(operand: Value): Stage {
  if (!isDoc(operand)) throw new MongoError(15959, 'the match filter must be an expression in an object')
  const filter = parseFilter(operand)
  return function* (docs, { scope }) {
    for (const doc of docs) if (matches(filter, doc, scope)) yield doc
  }
}

function sort(operand: Value): Stage {
  if (!isDoc(operand)) throw new MongoError(15973, 'the $sort key specification must be an object')
  const fields = parseSort(operand)
  if (fields.length === 0) throw new MongoError(15976, '$sort stage must have at least one sort key')
  return (docs) => sortByKeys([...docs], (doc) => doc, fields)
}

/** Reads `$limit` and `$skip`. */
export function stageCount(name: string, operand: Value, least: number): number {
  const value = toInteger(operand)
  if (value === undefined || value < least) {
    throw new MongoError(
      name === '$limit' ? 15958 : 15956,
      `invalid argument to ${name} stage: expected a ${least === 0 ? 'non-negative' : 'positive'} number`,
    )
  }
  return value
}

function limit(operand: Value): Stage {
  const wanted = stageCount('$limit', operand, 1)
  return function* (docs) {
    let given = 0
    for (const doc of docs) {
      yield doc
      if (++given >= wanted) return
    }
  }
}

function skip(operand: Value): Stage {
  const wanted = stageCount('$skip', operand, 0)
  return function* (docs) {
    let passed = 0
    for (const doc of docs) if (passed++ >= wanted) yield doc
  }
}

function projection(operand: Value): Stage {
  if (!isDoc(operand) || operand.size === 0) {
    throw new MongoError(
      51272,
      'Invalid $project :: caused by :: projection specification must have at least one field',
    )
  }
  const parsed = parseProjection(operand, MATCH_ALL, false)
  return function* (docs, { scope }) {
    for (const doc of docs) yield project(doc, parsed, scope)
  }
}

function addFields(operand: Value): Stage {
  if (!isDoc(operand)) throw new MongoError(40272, '$addFields specification stage must be an object')
  const fields = [...flatten(operand)]
  return function* (docs, { scope }) {
    for (const doc of docs) {
      const result = cloneDoc(doc)
      for (const [parts, expression] of fields) setPath(result, parts, evaluate(expression, doc, scope))
      yield result
    }
  }
}

/** `{a: {b: expr}}` sets `a.b`; operators and plain values end the descent. */
function* flatten(doc: Doc, prefix: string[] = []): Generator<[string[], Expression]> {
  for (const [key, value] of doc) {
    const parts = [...prefix, ...key.split('.')]
    if (parts.includes('') || key.startsWith('$'))
      throw new MongoError(16410, `FieldPath field names may not start with '$'. Field: ${key}`)
    const isNested = isDoc(value) && value.size > 0 && ![...value.keys()].some((each) => each.startsWith('$'))
    if (isNested) yield* flatten(value, parts)
    else yield [parts, parseExpression(value)]
  }
}

function unset(operand: Value): Stage {
  const paths = Array.isArray(operand) ? operand : [operand]
  const parsed = paths.map((path) => {
    if (typeof path !== 'string' || path === '') {
      throw new MongoError(31002, '$unset specification must be a string or an array of strings')
    }
    return path.split('.')
  })
  return function* (docs) {
    for (const doc of docs) {
      const result = cloneDoc(doc)
      for (const parts of parsed) unsetPath(result, parts)
      yield result
    }
  }
}

function grouping(operand: Value): Stage {
  const run = parseGroup(operand)
  return (docs, { scope }) => run(docs, scope)
}

function count(operand: Value): Stage {
  if (typeof operand !== 'string' || operand === '' || operand.startsWith('$') || operand.includes('.')) {
    throw new MongoError(40156, 'the count field must be a non-empty string without $ and dots')
  }
  return function* (docs) {
    const found = countItems(docs)
    if (found > 0) yield new Map([[operand, found]])
  }
}

function sortByCount(operand: Value): Stage {
  const group = grouping(
    new Map<string, Value>([
      ['_id', operand],
      ['count', new Map([['$sum', 1]])],
    ]),
  )
  const fields = parseSort(new Map([['count', -1]]))
  return (docs, context) => sortByKeys([...group(docs, context)], (doc) => doc, fields)
}

function replaceRoot(operand: Value): Stage {
  if (!isDoc(operand) || !operand.has('newRoot'))
    throw new MongoError(40231, 'no newRoot specified for the $replaceRoot stage')
  return replaceWith(operand.get('newRoot') ?? null)
}

function replaceWith(operand: Value): Stage {
  const expression = parseExpression(operand)
  return function* (docs, { scope }) {
    for (const doc of docs) {
      const root = evaluate(expression, doc, scope)
      if (!isDoc(root)) throw new MongoError(40228, "'newRoot' expression must evaluate to an object")
      yield root
    }
  }
}
