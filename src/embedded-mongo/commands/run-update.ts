import type { Scope } from '../aggregate/expression.ts'
import { decodeDoc } from '../bson/decode.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import type { Filter } from '../query/filter.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { positionOf, runQuery, type Found } from '../query/scan.ts'
import type { SortField } from '../query/sort.ts'
import { parseSort } from '../query/sort.ts'
import type { ChangeSet } from '../store/change-set.ts'
import type { Collection } from '../store/collection.ts'
import { applyUpdate, buildUpsert } from '../update/apply-update.ts'
import type { Update, UpdateContext } from '../update/modifier.ts'
import { parseUpdate } from '../update/parse-update.ts'
import { Arguments } from './arguments.ts'
import { hintOf } from './read.ts'

/** One update ready to run. */
export interface UpdateStatement {
  filter: Filter
  update: Update
  isMulti: boolean
  isUpsert: boolean
  arrayFilters: ReadonlyMap<string, Filter>
  sort: readonly SortField[]
  hint?: Value
  scope: Scope
  deadline: number
}

/** What an update did; `after` and `before` are those of the last document touched. */
export interface UpdateOutcome {
  matched: number
  modified: number
  upsertedId?: Value
  before?: Buffer
  after?: Buffer
}

/** Parses a member of `update.updates`. */
export function updateOf(statement: Doc, common: { scope: Scope; deadline: number }): UpdateStatement {
  const args = new Arguments('update.updates', new Map([['', null], ...statement]))
  args.only('q', 'u', 'c', 'multi', 'upsert', 'arrayFilters', 'collation', 'hint', 'sort').simpleCollation()
  const constants = args.doc('c')
  const scope = { ...common.scope, variables: new Map([...common.scope.variables, ...constants]) }
  const update = parseUpdate(args.value('u') ?? null)
  const isMulti = args.boolean('multi')
  if (isMulti && update.kind === 'replace') {
    throw new MongoError('FailedToParse', 'multi update is not supported for replacement-style update')
  }
  return {
    filter: parseFilter(args.doc('q')),
    update,
    isMulti,
    isUpsert: args.boolean('upsert'),
    arrayFilters: parseArrayFilters(args.optionalArray('arrayFilters') ?? []),
    sort: parseSort(args.doc('sort')),
    ...hintOf(args),
    scope,
    deadline: common.deadline,
  }
}

/** Each filter is about one name: the first part of every path in it. */
export function parseArrayFilters(filters: readonly Value[]): Map<string, Filter> {
  const byName = new Map<string, Filter>()
  for (const each of filters) {
    if (!isDoc(each)) throw new MongoError('TypeMismatch', 'arrayFilters must be objects')
    const filter = parseFilter(each)
    const names = new Set(firstParts(filter))
    const [name, ...more] = names
    if (name === undefined || more.length > 0) {
      throw new MongoError(
        'FailedToParse',
        'Error parsing array filter :: caused by :: Expected a single top-level field name',
      )
    }
    if (byName.has(name)) {
      throw new MongoError(
        'FailedToParse',
        `Found multiple array filters with the same top-level field name ${name}`,
      )
    }
    byName.set(name, filter)
  }
  return byName
}

function firstParts(filter: Filter): string[] {
  if (filter.kind === 'path') return filter.parts.slice(0, 1)
  return filter.kind === 'expr' ? [] : filter.parts.flatMap(firstParts)
}

/** Runs an update. Records are chosen before the first one changes, so that none is met twice. */
export function runUpdate(changes: ChangeSet, ns: string, statement: UpdateStatement): UpdateOutcome {
  const existing = changes.collection(ns)
  const found = existing === undefined ? [] : findTargets(existing, statement)
  if (existing === undefined || found.length === 0) {
    return statement.isUpsert ? upsert(changes, ns, statement) : { matched: 0, modified: 0 }
  }
  const outcome: UpdateOutcome = { matched: found.length, modified: 0 }
  for (const { rid, bytes } of found) {
    const after = updated(existing, bytes, statement)
    outcome.before = bytes
    outcome.after = after
    if (after.equals(bytes)) continue
    changes.replace(existing, rid, bytes, after)
    outcome.modified++
  }
  return outcome
}

function findTargets(collection: Collection, statement: UpdateStatement): Found[] {
  const { filter, sort, scope, deadline, hint, isMulti } = statement
  const query = { filter, sort, skip: 0, limit: isMulti ? Infinity : 1, scope, deadline }
  return [...runQuery(collection, hint === undefined ? query : { ...query, hint })]
}

function updated(collection: Collection, bytes: Buffer, statement: UpdateStatement): Buffer {
  const { filter, update, scope, arrayFilters } = statement
  const doc = decodeDoc(bytes)
  const position = usesPosition(update) ? positionOf(filter, doc, scope) : undefined
  const context: UpdateContext = { filter, scope, arrayFilters, position, isInsert: false }
  return collection.encode(applyUpdate(doc, update, context))
}

function usesPosition(update: Update): boolean {
  return update.kind === 'modify' && update.modifiers.some((modifier) => modifier.parts.includes('$'))
}

function upsert(changes: ChangeSet, ns: string, statement: UpdateStatement): UpdateOutcome {
  const { filter, update, scope, arrayFilters } = statement
  const collection = changes.ensureCollection(ns)
  const doc = buildUpsert(filter, update, { filter, scope, arrayFilters, position: undefined })
  const after = collection.encode(doc)
  changes.insert(collection, after)
  return { matched: 0, modified: 0, upsertedId: doc.get('_id') ?? null, after }
}
