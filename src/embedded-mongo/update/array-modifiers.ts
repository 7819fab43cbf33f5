import { sameValue } from '../bson/compare.ts'
import { toInteger, isNumeric, toNumber } from '../bson/number.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { matches, testElement } from '../query/match.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { isOperators, parseTests } from '../query/parse-operators.ts'
import { parseSort, sortByKeys } from '../query/sort.ts'
import type { Change } from './modifier.ts'

function arrayAt(name: string, path: string, before: Value | undefined): Value[] {
  if (before === undefined) return []
  if (Array.isArray(before)) return before
  throw new MongoError(
    'BadValue',
    `The field '${path}' must be an array but is of type ${typeName(before)} (applying ${name})`,
  )
}

/** `$push` with `$each`, `$position`, `$sort` and `$slice`, which apply in this order. */
export function push(path: string, operand: Value): Change {
  const isList = isDoc(operand) && operand.has('$each')
  if (!isList) return (before) => [...arrayAt('$push', path, before), operand]
  for (const key of operand.keys()) {
    if (!['$each', '$slice', '$sort', '$position'].includes(key)) {
      throw new MongoError('BadValue', `Unrecognized clause in $push: ${key}`)
    }
  }
  const each = eachOf('$push', operand)
  const position = integerOption(operand, '$position')
  const slice = integerOption(operand, '$slice')
  const sorted = sortOption(operand.get('$sort'))
  return (before) => {
    const values = [...arrayAt('$push', path, before)]
    values.splice(position ?? values.length, 0, ...each)
    const ordered = sorted(values)
    if (slice === undefined) return ordered
    if (slice === 0) return []
    return slice < 0 ? ordered.slice(slice) : ordered.slice(0, slice)
  }
}

function eachOf(name: string, operand: Doc): Value[] {
  const each = operand.get('$each') ?? null
  if (!Array.isArray(each)) {
    throw new MongoError(
      'TypeMismatch',
      `The argument to $each in ${name} must be an array but it was of type ${typeName(each)}`,
    )
  }
  return each
}

function integerOption(operand: Doc, key: string): number | undefined {
  if (!operand.has(key)) return undefined
  const value = toInteger(operand.get(key))
  if (value === undefined) throw new MongoError('BadValue', `The value for ${key} must be an integer value`)
  return value
}

function sortOption(option: Value | undefined): (values: Value[]) => Value[] {
  if (option === undefined) return (values) => values
  if (isDoc(option)) {
    const fields = parseSort(option)
    return (values) =>
      sortByKeys(values, (value) => (isDoc(value) ? value : new Map<string, Value>()), fields)
  }
  const direction = toInteger(option)
  if (direction !== 1 && direction !== -1) {
    throw new MongoError('BadValue', 'The $sort element value must be either 1 or -1')
  }
  const fields = parseSort(new Map([['value', direction]]))
  return (values) => sortByKeys(values, (value) => new Map([['value', value]]), fields)
}

/** `$addToSet`, with `$each`: appends what is not there yet. */
export function addToSet(path: string, operand: Value): Change {
  const added = isDoc(operand) && operand.has('$each') ? eachOf('$addToSet', operand) : [operand]
  return (before) => {
    const values = arrayAt('$addToSet', path, before)
    const result = [...values]
    for (const value of added) if (!result.some((other) => sameValue(other, value))) result.push(value)
    return result
  }
}

/** `$pull`: removes the elements that fulfil a condition or equal a value. */
export function pull(path: string, operand: Value): Change {
  return (before, { scope }) => {
    const test = pullTest(operand)
    return before === undefined
      ? undefined
      : arrayAt('$pull', path, before).filter((element) => !test(element, scope))
  }
}

type ElementTest = (element: Value, scope: Parameters<typeof matches>[2]) => boolean

function pullTest(operand: Value): ElementTest {
  if (isDoc(operand) && !startsWithOperator(operand)) {
    const filter = parseFilter(operand)
    return (element, scope) => isDoc(element) && matches(filter, element, scope)
  }
  const tests = parseTests(operand, parseFilter)
  return (element, scope) => tests.every((test) => testElement(test, element, scope))
}

function startsWithOperator(operand: Doc): boolean {
  const first = operand.keys().next().value ?? ''
  return isOperators(operand) && first !== '$and' && first !== '$or' && first !== '$nor'
}

/** `$pullAll`: removes every element equal to one of the values. */
export function pullAll(path: string, operand: Value): Change {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', '$pullAll requires an array argument')
  return (before) => {
    if (before === undefined) return undefined
    return arrayAt('$pullAll', path, before).filter(
      (element) => !operand.some((other) => sameValue(other, element)),
    )
  }
}

/** `$pop`: removes the last (1) or the first (-1) element. */
export function pop(path: string, operand: Value): Change {
  const end = isNumeric(operand) ? toNumber(operand) : 0
  if (end !== 1 && end !== -1) throw new MongoError('FailedToParse', `$pop expects 1 or -1, found: ${end}`)
  return (before) => {
    if (before === undefined) return undefined
    if (!Array.isArray(before)) {
      throw new MongoError(
        'TypeMismatch',
        `Path '${path}' contains an element of non-array type '${typeName(before)}'`,
      )
    }
    return end === 1 ? before.slice(0, -1) : before.slice(1)
  }
}
