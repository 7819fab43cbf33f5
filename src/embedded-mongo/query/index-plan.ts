import { MaxKey, MinKey } from 'bson'
import type { Entry, IndexTree } from '../index/index-tree.ts'
import { compareValues } from '../bson/compare.ts'
import type { Value } from '../bson/value.ts'
import { intervalsOf, isPoint, type Conditions, type Interval } from './bounds.ts'
import type { IndexPlan, PlanRequest, Stretch } from './plan.ts'
import type { SortField } from './sort.ts'

/** When several fields make more stretches than this, the later ones are left to the filter. */
const MAX_STRETCHES = 500

/** The best way through one index, or `undefined` when it neither narrows the query nor sorts it. */
export function planIndex(
  index: IndexTree,
  conditions: Conditions,
  request: PlanRequest,
  isForced = false,
): IndexPlan | undefined {
  const intervals = usableIntervals(index, conditions)
  const order = sortOrder(index, intervals, request.sort)
  const isBounded = intervals[0] !== undefined
  if (!isBounded && !isForced && (order === undefined || request.sort.length === 0)) return undefined
  const backwards = order === 'backwards'
  const stretches = stretchesOf(index, intervals)
  return {
    stage: 'IXSCAN',
    index,
    stretches: backwards ? stretches.toReversed() : stretches,
    intervals,
    backwards,
    sorted: order !== undefined,
  }
}

/** Bounds field by field, until a field is unbounded or follows a range. */
function usableIntervals(index: IndexTree, conditions: Conditions): (Interval[] | undefined)[] {
  const usable: (Interval[] | undefined)[] = []
  let [open, count, boundArray] = [true, 1, false]
  for (const [i, field] of index.spec.fields.entries()) {
    const isArray = index.multikey[i] ?? false
    const tests = conditions.get(field.path)
    // Two fields of the same array may be fulfilled by different elements: only one of them may narrow.
    const isUsable = open && tests !== undefined && !(isArray && boundArray)
    const intervals = isUsable ? intervalsOf(tests, isArray) : undefined
    count *= intervals?.length ?? 1
    // A long list for the first field is a jump for each of its values; the product of several lists is not.
    const accepted = i > 0 && count > MAX_STRETCHES ? undefined : intervals
    usable.push(accepted)
    boundArray ||= isArray && accepted !== undefined
    open = accepted?.every(isPoint) ?? false
  }
  return usable
}

/** Whether walking the index gives the wanted order, and in which direction. */
function sortOrder(
  index: IndexTree,
  intervals: readonly (Interval[] | undefined)[],
  sort: readonly SortField[],
): 'forwards' | 'backwards' | undefined {
  const fixed = new Set<string>()
  let at = 0
  for (const [i, field] of index.spec.fields.entries()) {
    const only = intervals[i]
    if (only?.length !== 1 || only[0] === undefined || !isPoint(only[0]) || index.multikey[i] === true) break
    fixed.add(field.path)
    at = i + 1
  }
  let direction: 1 | -1 | undefined
  for (const wanted of sort) {
    if (fixed.has(wanted.path)) continue
    const field = index.spec.fields[at]
    if (field?.path !== wanted.path || index.multikey[at] === true) return undefined
    const turned = field.direction === wanted.direction ? 1 : -1
    if (direction !== undefined && direction !== turned) return undefined
    direction = turned
    at++
  }
  // Several stretches follow one another only in their own field; beyond it the order starts anew.
  const isSplit = intervals.slice(0, Math.max(at - 1, 0)).some((each) => (each?.length ?? 1) > 1)
  if (isSplit && sort.length > 0) return undefined
  return direction === -1 ? 'backwards' : 'forwards'
}

function stretchesOf(index: IndexTree, intervals: readonly (Interval[] | undefined)[]): Stretch[] {
  let prefixes: Value[][] = [[]]
  for (const [i, field] of index.spec.fields.entries()) {
    const here = intervals[i]
    if (here === undefined) break
    const ordered = field.direction === 1 ? sorted(here) : sorted(here).toReversed()
    if (!here.every(isPoint)) {
      return prefixes.flatMap((prefix) => ordered.map((each) => stretch(prefix, each, field.direction)))
    }
    prefixes = prefixes.flatMap((prefix) => ordered.map((each) => [...prefix, each.low?.value ?? null]))
  }
  return prefixes.map((values) => ({ low: { values, rid: -Infinity }, high: { values, rid: Infinity } }))
}

function sorted(intervals: readonly Interval[]): Interval[] {
  const from = (interval: Interval): Value => interval.low?.value ?? new MinKey()
  return intervals.toSorted((a, b) => compareValues(from(a), from(b)))
}

function stretch(prefix: Value[], interval: Interval, direction: 1 | -1): Stretch {
  const { low, high } = interval
  const [start, end] = direction === 1 ? [low, high] : [high, low]
  const edge = direction === 1 ? [new MinKey(), new MaxKey()] : [new MaxKey(), new MinKey()]
  const at = (value: Value | undefined, isBefore: boolean): Entry => ({
    values: value === undefined ? prefix : [...prefix, value],
    rid: isBefore ? -Infinity : Infinity,
  })
  return {
    low: at(start?.value ?? edge[0], start?.inclusive ?? true),
    high: at(end?.value ?? edge[1], !(end?.inclusive ?? true)),
  }
}
