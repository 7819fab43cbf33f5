import type { Scope } from '../aggregate/expression.ts'
import { decodeDoc } from '../bson/decode.ts'
import type { Doc, Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import type { Collection } from '../store/collection.ts'
import type { Filter } from './filter.ts'
import { matches, type Position } from './match.ts'
import { neededFields } from './needed-fields.ts'
import type { Plan } from './plan.ts'
import { choosePlan } from './planner.ts'
import { sortByKeys, type SortField } from './sort.ts'

/** A record as the store holds it. */
export interface Found {
  rid: number
  bytes: Buffer
}

/** A query ready to run. `deadline` is in milliseconds since the epoch (`maxTimeMS`). */
export interface Query {
  filter: Filter
  sort: readonly SortField[]
  skip: number
  limit: number
  hint?: Value
  scope: Scope
  deadline: number
}

/** Counts what a scan looked at, for `explain`. */
export interface ScanCount {
  keys: number
  docs: number
}

/** Runs a query lazily. The collection must not change until the iteration is over. */
export function* runQuery(collection: Collection, query: Query, count?: ScanCount): Generator<Found> {
  const wanted = query.skip + query.limit
  const plan = choosePlan(collection, { filter: query.filter, sort: query.sort, wanted }, query.hint)
  const found = filtered(collection, plan, query, count)
  const isSorted = query.sort.length === 0 || (plan.stage === 'IXSCAN' && plan.sorted)
  const ordered = isSorted ? found : sortFound([...found], query.sort)
  let at = 0
  if (wanted === 0) return
  for (const each of ordered) {
    if (at >= query.skip) yield each
    if (++at >= wanted) return
  }
}

function sortFound(found: Found[], sort: readonly SortField[]): Found[] {
  const wanted = new Set(sort.map((field) => field.parts[0] ?? ''))
  return sortByKeys(found, ({ bytes }) => decodeDoc(bytes, wanted), sort)
}

function* filtered(collection: Collection, plan: Plan, query: Query, count?: ScanCount): Generator<Found> {
  const { filter, scope } = query
  const isEverything = filter.kind === 'and' && filter.parts.length === 0
  const wanted = neededFields(filter)
  let looked = 0
  for (const rid of recordsOf(collection, plan, count)) {
    if ((++looked & 255) === 0 && Date.now() > query.deadline) {
      throw new MongoError('MaxTimeMSExpired', 'operation exceeded time limit')
    }
    const bytes = collection.records.get(rid)
    if (bytes === undefined) continue
    if (count !== undefined) count.docs++
    if (isEverything || matches(filter, decodeDoc(bytes, wanted), scope)) yield { rid, bytes }
  }
}

function* recordsOf(collection: Collection, plan: Plan, count?: ScanCount): Generator<number> {
  if (plan.stage === 'EOF') return
  if (plan.stage === 'COLLSCAN') {
    yield* collection.records.keys()
    return
  }
  const isRepeating = plan.stage === 'OR' || plan.index.multikey.includes(true)
  const seen = new Set<number>()
  for (const rid of plan.stage === 'OR' ? unionOf(collection, plan.plans, count) : walk(plan, count)) {
    if (isRepeating) {
      if (seen.has(rid)) continue
      seen.add(rid)
    }
    yield rid
  }
}

function* unionOf(collection: Collection, plans: readonly Plan[], count?: ScanCount): Generator<number> {
  for (const plan of plans) yield* recordsOf(collection, plan, count)
}

function* walk(plan: Extract<Plan, { stage: 'IXSCAN' }>, count?: ScanCount): Generator<number> {
  for (const { low, high } of plan.stretches) {
    for (const { rid } of plan.index.range(low, high, plan.backwards)) {
      if (count !== undefined) count.keys++
      yield rid
    }
  }
}

/** Which array element made the document match, for the positional operator. */
export function positionOf(filter: Filter, doc: Doc, scope: Scope): number | undefined {
  const position: Position = { index: undefined }
  return matches(filter, doc, scope, position) ? position.index : undefined
}
