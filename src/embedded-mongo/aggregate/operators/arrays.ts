import { compareValues, sameValue } from '../../bson/compare.ts'
import { toInteger } from '../../bson/number.ts'
import { cloneDoc, isDoc, typeName, type Doc, type Value } from '../../bson/value.ts'
import { MongoError } from '../../mongo-error.ts'
import { parseSort, sortByKeys } from '../../query/sort.ts'
import { ACCUMULATORS } from '../accumulators.ts'
import { isTruthy } from '../expression.ts'
import { fieldsOf } from './forms.ts'
import { isNullish, unary, type Form, type Operator } from './operator.ts'

function array(name: string, value: Value | undefined, code = 28689): Value[] {
  if (Array.isArray(value)) return value
  throw new MongoError(
    code,
    `${name}'s argument must be an array, but is ${value === undefined ? 'missing' : typeName(value)}`,
  )
}

function whole(name: string, value: Value | undefined): number {
  const number = toInteger(value)
  if (number === undefined) throw new MongoError(28690, `${name} needs an integer`)
  return number
}

function elementAt([values, index]: (Value | undefined)[]): Value | undefined {
  if (isNullish(values) || isNullish(index)) return null
  return array('$arrayElemAt', values).at(whole('$arrayElemAt', index))
}

function slice([values, a, b]: (Value | undefined)[]): Value {
  if (isNullish(values) || isNullish(a)) return null
  const all = array('$slice', values, 28724)
  const first = whole('$slice', a)
  if (b === undefined) return first < 0 ? all.slice(first) : all.slice(0, first)
  const count = whole('$slice', b)
  if (count <= 0) throw new MongoError(28729, 'Third argument to $slice must be positive')
  const from = first < 0 ? Math.max(all.length + first, 0) : first
  return all.slice(from, from + count)
}

function indexOf([values, wanted, from, to]: (Value | undefined)[]): Value {
  if (isNullish(values)) return null
  const start = from === undefined ? 0 : whole('$indexOfArray', from)
  const all = array('$indexOfArray', values, 40090).slice(
    0,
    to === undefined ? undefined : whole('$indexOfArray', to),
  )
  return all.findIndex((each, i) => i >= start && sameValue(each, wanted))
}

function range([from, to, by = 1]: (Value | undefined)[]): Value {
  const [start, end, step] = [whole('$range', from), whole('$range', to), whole('$range', by)]
  if (step === 0) throw new MongoError(34449, '$range requires a non-zero step value')
  const length = Math.max(0, Math.ceil((end - start) / step))
  if (length > 1_000_000) throw new MongoError('ExceededMemoryLimit', '$range would use too much memory')
  return Array.from({ length }, (_, i) => start + i * step)
}

function toObject(value: Value | undefined): Value {
  if (isNullish(value)) return null
  const result: Doc = new Map()
  for (const each of array('$arrayToObject', value, 40386)) {
    const [key, content] = Array.isArray(each) ? each : isDoc(each) ? [each.get('k'), each.get('v')] : []
    if (typeof key !== 'string')
      throw new MongoError(40394, '$arrayToObject requires pairs or {k, v} objects with string keys')
    result.set(key, content ?? null)
  }
  return result
}

function toPairs(value: Value | undefined): Value {
  if (isNullish(value)) return null
  if (!isDoc(value)) throw new MongoError(40390, '$objectToArray requires a document input')
  return [...value].map(
    ([k, v]): Doc =>
      new Map<string, Value>([
        ['k', k],
        ['v', v],
      ]),
  )
}

function merge(args: (Value | undefined)[]): Value {
  const merged: Doc = new Map()
  for (const arg of args) {
    if (isNullish(arg)) continue
    if (!isDoc(arg)) throw new MongoError(40400, '$mergeObjects requires object inputs')
    for (const [key, value] of cloneDoc(arg)) merged.set(key, value)
  }
  return merged
}

function unique(values: readonly Value[]): Value[] {
  const sorted = values.toSorted(compareValues)
  return sorted.filter((value, i) => i === 0 || compareValues(sorted[i - 1] ?? null, value) !== 0)
}

function has(values: readonly Value[], wanted: Value): boolean {
  return values.some((each) => sameValue(each, wanted))
}

function sets(run: (sets: Value[][]) => Value): (args: (Value | undefined)[]) => Value {
  return (args) => (args.some(isNullish) ? null : run(args.map((arg) => array('a set operator', arg, 17044))))
}

/** `$max: [a, b]` and the like outside `$group`: over the arguments, or over the elements of a single one. */
function accumulating(name: string): Operator {
  return {
    least: 1,
    most: Infinity,
    run: (args) => {
      const [only] = args
      const accumulator = ACCUMULATORS.get(name)?.()
      for (const value of args.length === 1 && Array.isArray(only) ? only : args) accumulator?.add(value)
      return accumulator?.result()
    },
  }
}

function size(value: Value | undefined): Value {
  return array('The argument to $size', value, 17124).length
}

const sortArray: Form = (operand, parse) => {
  const fields = fieldsOf('$sortArray', operand, ['input', 'sortBy'])
  const input = parse(fields.get('input') ?? null)
  const by = fields.get('sortBy') ?? null
  const sort = isDoc(by) ? parseSort(by) : parseSort(new Map([['value', by]]))
  return (frame) => {
    const values = input(frame)
    if (isNullish(values)) return null
    return sortByKeys(
      array('$sortArray', values, 2942504),
      (value): Doc => {
        if (!isDoc(by)) return new Map([['value', value]])
        return isDoc(value) ? value : new Map<string, Value>()
      },
      sort,
    )
  }
}

const getField: Form = (operand, parse) => {
  const name = isDoc(operand) ? operand.get('field') : operand
  if (typeof name !== 'string')
    throw new MongoError(5654602, '$getField requires a constant string as its field')
  const input = parse(isDoc(operand) && operand.has('input') ? (operand.get('input') ?? null) : '$$CURRENT')
  return (frame) => {
    const value = input(frame)
    return isDoc(value) ? value.get(name) : isNullish(value) ? null : undefined
  }
}

/** Array, object and set operators that compute all of their arguments. */
export const arrays = {
  $size: unary(size),
  $isArray: unary((value) => Array.isArray(value)),
  $arrayElemAt: { least: 2, most: 2, run: elementAt },
  $first: unary((value) => elementAt([value, 0])),
  $last: unary((value) => elementAt([value, -1])),
  $slice: { least: 2, most: 3, run: slice },
  $concatArrays: {
    least: 0,
    most: Infinity,
    run: (args) => (args.some(isNullish) ? null : args.flatMap((arg) => array('$concatArrays', arg, 28664))),
  },
  $reverseArray: unary((value) =>
    isNullish(value) ? null : array('$reverseArray', value, 34435).toReversed(),
  ),
  $in: { least: 2, most: 2, run: ([value, values]) => has(array('$in', values, 40081), value ?? null) },
  $indexOfArray: { least: 2, most: 4, run: indexOf },
  $range: { least: 2, most: 3, run: range },
  $arrayToObject: unary(toObject),
  $objectToArray: unary(toPairs),
  $mergeObjects: { least: 0, most: Infinity, run: merge },
  $setUnion: { least: 0, most: Infinity, run: sets((all) => unique(all.flat())) },
  $setIntersection: {
    least: 0,
    most: Infinity,
    run: sets(([first = [], ...others]) =>
      unique(first.filter((value) => others.every((other) => has(other, value)))),
    ),
  },
  $setDifference: { least: 2, most: 2, run: sets(([a = [], b = []]) => a.filter((value) => !has(b, value))) },
  $setEquals: {
    least: 2,
    most: Infinity,
    run: sets(([first = [], ...others]) => others.every((other) => sameValue(unique(first), unique(other)))),
  },
  $setIsSubset: { least: 2, most: 2, run: sets(([a = [], b = []]) => a.every((value) => has(b, value))) },
  $anyElementTrue: unary((value) => array('$anyElementTrue', value, 17041).some(isTruthy)),
  $allElementsTrue: unary((value) => array('$allElementsTrue', value, 17040).every(isTruthy)),
  $sum: accumulating('$sum'),
  $avg: accumulating('$avg'),
  $min: accumulating('$min'),
  $max: accumulating('$max'),
} satisfies Record<string, Operator>

/** Array operators with named parts. */
export const arrayForms = { $sortArray: sortArray, $getField: getField } satisfies Record<string, Form>
