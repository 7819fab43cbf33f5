import { MaxKey, MinKey, Timestamp, type BSONRegExp } from 'bson'
import { compareValues, typeOrder } from '../bson/compare.ts'
import { Oid, type Value } from '../bson/value.ts'
import type { Filter, Test } from './filter.ts'

/** One end of a stretch of values; open ends are left out. */
export interface Bound {
  value: Value
  inclusive: boolean
}

/** A stretch of values of one field, ascending; a point has equal ends. */
export interface Interval {
  low?: Bound
  high?: Bound
}

/** The conditions that every match must fulfil, by path. */
export type Conditions = Map<string, Test[]>

/** Collects the conditions on each path that hold for every match: `$and` parts and those inside `$elemMatch`. */
export function collectConditions(filter: Filter, prefix = '', into: Conditions = new Map()): Conditions {
  if (filter.kind === 'and') for (const part of filter.parts) collectConditions(part, prefix, into)
  if (filter.kind !== 'path') return into
  const path = prefix + filter.path
  const tests = filter.test.op === 'all' || filter.test.op === 'every' ? filter.test.tests : [filter.test]
  for (const test of tests) {
    if (test.op === 'elemMatch') collectConditions(test.filter, `${path}.`, into)
    else if (test.op === 'elemTests') into.set(path, [...(into.get(path) ?? []), ...test.tests])
    else into.set(path, [...(into.get(path) ?? []), test])
  }
  return into
}

/**
 * The stretches of an index field that can hold matches, or `undefined` when the tests say nothing about it. On a
 * field that holds arrays different elements may fulfil different tests, so only one test is used there.
 */
export function intervalsOf(tests: readonly Test[], multikey: boolean): Interval[] | undefined {
  const found = tests.map(intervalsOfTest).filter((intervals) => intervals !== undefined)
  const points = found.find((intervals) => intervals.every(isPoint))
  if (points !== undefined) return points
  const [first, ...others] = found
  if (first === undefined || multikey) return first
  return others.reduce((left, right) => left.flatMap((a) => right.flatMap((b) => intersect(a, b))), first)
}

/** True for an interval of exactly one value. */
export function isPoint(interval: Interval): boolean {
  const { low, high } = interval
  return low !== undefined && high !== undefined && compareValues(low.value, high.value) === 0
}

function point(value: Value): Interval {
  return { low: { value, inclusive: true }, high: { value, inclusive: true } }
}

function intervalsOfTest(test: Test): Interval[] | undefined {
  if (test.op === 'eq') return isOrdered(test.value) ? [point(test.value)] : undefined
  if (test.op === 'in') {
    if (test.patterns.length > 0 || !test.values.every(isOrdered)) return undefined
    const sorted = test.values.toSorted(compareValues)
    return sorted
      .filter((value, i) => i === 0 || compareValues(sorted[i - 1] ?? null, value) !== 0)
      .map(point)
  }
  if (test.op === 'regex') return prefixInterval(test.pattern.source)
  if (test.op !== 'gt' && test.op !== 'gte' && test.op !== 'lt' && test.op !== 'lte') return undefined
  if (!isOrdered(test.value)) return undefined
  if (test.value === null) return [point(null)]
  const bracket = bracketOf(test.value)
  const bound = { value: test.value, inclusive: test.op.endsWith('e') }
  return [test.op.startsWith('g') ? { ...bracket, low: bound } : { ...bracket, high: bound }]
}

/** Arrays are compared as a whole by a query but kept element by element in an index; the ends match across types. */
function isOrdered(value: Value): boolean {
  return !Array.isArray(value) && !(value instanceof MinKey) && !(value instanceof MaxKey)
}

/** The least value of each type in the order of types, to keep a range within the operand's type. */
const LEAST: readonly [number, Value][] = [
  [3, Number.NaN],
  [4, ''],
  [5, new Map()],
  [6, []],
  [8, new Oid('0'.repeat(24))],
  [9, false],
  [10, new Date(-8.64e15)],
  [11, new Timestamp({ t: 0, i: 0 })],
]

function bracketOf(value: Value): Interval {
  const order = typeOrder(value)
  const low = LEAST.find(([type]) => type === order)
  const next = LEAST.find(([type]) => type > order)
  return {
    ...(low === undefined ? {} : { low: { value: low[1], inclusive: true } }),
    ...(next === undefined ? {} : { high: { value: next[1], inclusive: true } }),
  }
}

function intersect(a: Interval, b: Interval): Interval[] {
  const low = tighter(a.low, b.low, 1)
  const high = tighter(a.high, b.high, -1)
  if (low !== undefined && high !== undefined) {
    const order = compareValues(low.value, high.value)
    if (order > 0 || (order === 0 && !(low.inclusive && high.inclusive))) return []
  }
  return [{ ...(low === undefined ? {} : { low }), ...(high === undefined ? {} : { high }) }]
}

function tighter(a: Bound | undefined, b: Bound | undefined, sign: 1 | -1): Bound | undefined {
  if (a === undefined || b === undefined) return a ?? b
  const order = compareValues(a.value, b.value) * sign
  if (order === 0) return a.inclusive ? b : a
  return order > 0 ? a : b
}

/** `^` with plain text after it can only match strings that begin with that text, and the pattern itself. */
function prefixInterval(source: BSONRegExp): Interval[] | undefined {
  if (source.options !== '' || source.pattern.includes('|')) return undefined
  const prefix = /^\^([^\\^$.*+?()[\]{}]+)/u.exec(source.pattern)?.[1]
  if (prefix === undefined) return undefined
  // What follows the text may make its last character optional.
  const sure = source.pattern.length === prefix.length + 1 ? prefix : prefix.replace(/.$/su, '')
  const high = { value: `${sure}\u{10ffff}`, inclusive: true }
  return sure === '' ? undefined : [{ low: { value: sure, inclusive: true }, high }, point(source)]
}
