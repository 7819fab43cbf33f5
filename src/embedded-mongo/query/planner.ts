import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { sameValue } from '../bson/compare.ts'
import type { IndexTree } from '../index/index-tree.ts'
import { MongoError } from '../mongo-error.ts'
import type { Collection } from '../store/collection.ts'
import { collectConditions, type Conditions } from './bounds.ts'
import { coversQuery } from './coverage.ts'
import { countItems } from './count.ts'
import { planIndex } from './index-plan.ts'
import type { IndexPlan, Plan, PlanRequest } from './plan.ts'

/** Keys counted at most when two indexes compete. */
const COUNTED_KEYS = 400

/**
 * Chooses how to reach the records: the index whose bounds hold the fewest keys, preferring one that also sorts; a
 * union of indexes for a top-level `$or`; else the whole collection. `hint` (name, key or `{$natural: 1}`) decides
 * instead.
 */
export function choosePlan(collection: Collection, request: PlanRequest, hint?: Value): Plan {
  const conditions = collectConditions(request.filter)
  if (hint !== undefined) return hintedPlan(collection, request, conditions, hint)
  const plans = collection.indexes
    .filter((index) => coversQuery(index.spec, conditions))
    .map((index) => planIndex(index, conditions, request))
    .filter((plan) => plan !== undefined)
  if (plans.some((plan) => plan.stretches.length === 0)) return { stage: 'EOF' }
  const bounded = plans.filter((plan) => plan.intervals[0] !== undefined)
  if (bounded.length === 0) {
    const union = orPlan(collection, request)
    if (union !== undefined) return union
  }
  const [only, ...others] = plans
  if (only === undefined) return { stage: 'COLLSCAN' }
  return others.length === 0 ? only : cheapest(plans, collection.records.size, request)
}

function cheapest(plans: readonly IndexPlan[], size: number, request: PlanRequest): IndexPlan {
  const rated = plans.map((plan) => ({ plan, cost: costOf(plan, size, request) }))
  const best = Math.min(...rated.map(({ cost }) => cost))
  const tied = rated.filter(({ cost }) => cost === best).map(({ plan }) => plan)
  return tied.reduce((a, b) => (rank(b) > rank(a) ? b : a))
}

/** Records to look at, counted up to a limit; an index that sorts may stop after the wanted number. */
function costOf(plan: IndexPlan, size: number, request: PlanRequest): number {
  const isBounded = plan.intervals[0] !== undefined
  const keys = isBounded ? countKeys(plan) : size
  const isCapped = keys >= COUNTED_KEYS
  if (!plan.sorted) return request.sort.length > 0 ? keys * 1.5 : keys
  if (request.sort.length > 0 && isCapped && request.wanted < keys)
    return isBounded ? request.wanted : keys - 1
  return keys
}

function countKeys(plan: IndexPlan): number {
  let count = 0
  for (const { low, high } of plan.stretches) {
    count += countItems(plan.index.range(low, high, false), COUNTED_KEYS - count)
    if (count >= COUNTED_KEYS) break
  }
  return count
}

/** Among equals: more bound fields, then the right order. */
function rank(plan: IndexPlan): number {
  return plan.intervals.filter((each) => each !== undefined).length * 2 + Number(plan.sorted)
}

function orPlan(collection: Collection, request: PlanRequest): Plan | undefined {
  const { filter } = request
  const or = filter.kind === 'and' ? filter.parts.find((part) => part.kind === 'or') : filter
  if (or?.kind !== 'or') return undefined
  const plans = or.parts.map((part) => choosePlan(collection, { filter: part, sort: [], wanted: Infinity }))
  return plans.some((plan) => plan.stage === 'COLLSCAN') ? undefined : { stage: 'OR', plans }
}

function hintedPlan(collection: Collection, request: PlanRequest, conditions: Conditions, hint: Value): Plan {
  if (isDoc(hint) && hint.has('$natural')) return { stage: 'COLLSCAN' }
  const index = findIndex(collection, hint)
  if (index === undefined) {
    throw new MongoError(
      'BadValue',
      'error processing query: planner returned error: hint provided does not correspond to an existing index',
    )
  }
  return planIndex(index, conditions, request, true) ?? { stage: 'COLLSCAN' }
}

/** The index with that name or key pattern. */
export function findIndex(collection: Collection, hint: Value | Doc): IndexTree | undefined {
  return collection.indexes.find(({ spec }) => {
    return typeof hint === 'string' ? spec.name === hint : sameValue(spec.doc.get('key'), hint)
  })
}
