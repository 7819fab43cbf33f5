import { BSONRegExp } from 'bson'
import { compareValues, sameValue, typeOrder } from '../bson/compare.ts'
import { isNumeric, toNumber } from '../bson/number.ts'
import { typeName, type Doc, type Value } from '../bson/value.ts'
import { evaluate, isTruthy, type Scope } from '../aggregate/expression.ts'
import type { Comparison, Filter, Pattern, Test } from './filter.ts'
import { visitPath } from './path.ts'

/** Receives the array index a match went through: what the positional operator `$` stands for. */
export interface Position {
  index: number | undefined
}

/** True when the document satisfies the filter. `scope` gives `$expr` its variables. */
export function matches(filter: Filter, doc: Doc, scope: Scope, position?: Position): boolean {
  switch (filter.kind) {
    case 'and':
      return filter.parts.every((part) => matches(part, doc, scope, position))
    case 'or':
      return filter.parts.some((part) => matches(part, doc, scope, position))
    case 'nor':
      return !filter.parts.some((part) => matches(part, doc, scope))
    case 'expr':
      return isTruthy(evaluate(filter.expression, doc, scope))
    case 'path':
      return matchesPath(filter.test, doc, filter.parts, scope, position)
  }
}

function matchesPath(test: Test, doc: Doc, parts: string[], scope: Scope, position?: Position): boolean {
  if (test.op === 'not') return !matchesPath(test.test, doc, parts, scope)
  if (test.op === 'every' || test.op === 'all') {
    return test.tests.length > 0 && test.tests.every((each) => matchesPath(each, doc, parts, scope, position))
  }
  return visitPath(doc, parts, (value, index) => {
    const found = testLeaf(test, value, scope)
    if (found === undefined) return false
    if (position !== undefined) position.index ??= index ?? found.index
    return true
  })
}

const HIT: Position = { index: undefined }

/** Tests a value found at a path: the value itself and, if it is an array, its elements. */
function testLeaf(test: Test, value: Value | undefined, scope: Scope): Position | undefined {
  if (test.op === 'exists') return value === undefined ? undefined : HIT
  if (test.op === 'size') return Array.isArray(value) && value.length === test.size ? HIT : undefined
  if (test.op === 'elemMatch' || test.op === 'elemTests') {
    if (!Array.isArray(value)) return undefined
    const index = value.findIndex((element) => matchesElement(test, element, scope))
    return index === -1 ? undefined : { index }
  }
  if (testValue(test, value)) return HIT
  if (!Array.isArray(value)) return undefined
  const index = value.findIndex((element) => testValue(test, element))
  return index === -1 ? undefined : { index }
}

function matchesElement(
  test: Extract<Test, { op: 'elemMatch' | 'elemTests' }>,
  element: Value,
  scope: Scope,
): boolean {
  if (test.op === 'elemTests') return test.tests.every((each) => testElement(each, element, scope))
  if (element instanceof Map) return matches(test.filter, element, scope)
  // An array inside the array is looked at as a document of its indexes.
  return Array.isArray(element) && matches(test.filter, asIndexed(element), scope)
}

function asIndexed(values: Value[]): Doc {
  return new Map(values.map((value, i) => [String(i), value]))
}

/** Tests an element on its own, as `{ $elemMatch: { $gt: 1 } }` does. */
export function testElement(test: Test, element: Value, scope: Scope): boolean {
  if (test.op === 'not') return !testElement(test.test, element, scope)
  if (test.op === 'every' || test.op === 'all') {
    return test.tests.every((each) => testElement(each, element, scope))
  }
  return testLeaf(test, element, scope) !== undefined
}

function testValue(test: Test, value: Value | undefined): boolean {
  switch (test.op) {
    case 'eq':
    case 'gt':
    case 'gte':
    case 'lt':
    case 'lte':
      return compares(test.op, value, test.value)
    case 'in':
      return (
        test.values.some((each) => compares('eq', value, each)) ||
        test.patterns.some((each) => fits(each, value))
      )
    case 'type':
      return value !== undefined && isOfType(value, test.names)
    case 'regex':
      return fits(test.pattern, value)
    case 'mod':
      return isNumeric(value) && remainder(toNumber(value), test.divisor) === test.remainder
    default:
      return false
  }
}

/** Compares with the operand's type bracket: a number never matches a string, a missing field counts as null. */
function compares(op: Comparison, value: Value | undefined, operand: Value): boolean {
  if (value === undefined) return operand === null && (op === 'eq' || op === 'gte' || op === 'lte')
  if (op === 'eq') return sameValue(value, operand)
  if (typeOrder(value) !== typeOrder(operand)) return comparesAcrossTypes(op, value, operand)
  if (isNaNValue(value) || isNaNValue(operand)) {
    return (op === 'gte' || op === 'lte') && isNaNValue(value) && isNaNValue(operand)
  }
  const order = compareValues(value, operand)
  if (op === 'gt') return order > 0
  if (op === 'gte') return order >= 0
  return op === 'lt' ? order < 0 : order <= 0
}

/** Only MinKey and MaxKey compare with every type. */
function comparesAcrossTypes(op: Comparison, value: Value, operand: Value): boolean {
  const order = typeOrder(operand)
  if (order !== 1 && order !== 15) return false
  return op === 'gt' || op === 'gte' ? typeOrder(value) > order : typeOrder(value) < order
}

function isNaNValue(value: Value): boolean {
  return isNumeric(value) && Number.isNaN(toNumber(value))
}

function remainder(value: number, divisor: number): number {
  return Math.trunc(value) % divisor || 0 // turns -0 into 0
}

function isOfType(value: Value, names: ReadonlySet<string>): boolean {
  return names.has(typeName(value)) || (names.has('number') && isNumeric(value))
}

function fits(pattern: Pattern, value: Value | undefined): boolean {
  if (typeof value === 'string') return pattern.regex.test(value)
  return value instanceof BSONRegExp && sameValue(value, pattern.source)
}
