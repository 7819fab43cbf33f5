import { BSONRegExp } from 'bson'
import { toInteger, isNumeric, toNumber } from '../bson/number.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import type { Filter, Pattern, Test } from './filter.ts'
import { compilePattern } from './regex.ts'
import { typeNames } from './type-names.ts'

/** Parses what stands beside a field name: a plain value or a document of operators. */
export function parseTests(value: Value, parseFilter: (doc: Doc) => Filter): Test[] {
  if (value instanceof BSONRegExp) return [{ op: 'regex', pattern: patternOf(value) }]
  if (!isOperators(value)) return [{ op: 'eq', value }]
  const tests: Test[] = []
  for (const [name, operand] of value) {
    if (name === '$options') {
      if (!value.has('$regex')) throw new MongoError('BadValue', '$options needs a $regex')
      continue
    }
    tests.push(parseTest(name, operand, value, parseFilter))
  }
  return tests
}

/** True for a document whose first key is an operator. */
export function isOperators(value: Value): value is Doc {
  if (!isDoc(value)) return false
  const first = value.keys().next().value
  if (!(first?.startsWith('$') ?? false)) return false
  return first !== '$ref' && first !== '$id' // a DBRef is a value
}

function parseTest(name: string, operand: Value, all: Doc, parseFilter: (doc: Doc) => Filter): Test {
  switch (name) {
    case '$eq':
      return operand instanceof BSONRegExp ? { op: 'in', values: [operand], patterns: [] } : eq(operand)
    case '$ne':
      if (operand instanceof BSONRegExp) throw new MongoError('BadValue', "Can't have regex as arg to $ne.")
      return { op: 'not', test: eq(operand) }
    case '$gt':
    case '$gte':
    case '$lt':
    case '$lte':
      if (operand instanceof BSONRegExp) {
        throw new MongoError('BadValue', `Can't have RegEx as arg to predicate over field ${name}`)
      }
      return {
        op: name === '$gt' ? 'gt' : name === '$gte' ? 'gte' : name === '$lt' ? 'lt' : 'lte',
        value: operand,
      }
    case '$in':
      return oneOf(name, operand)
    case '$nin':
      return { op: 'not', test: oneOf(name, operand) }
    case '$exists':
      return isTrue(operand) ? { op: 'exists' } : { op: 'not', test: { op: 'exists' } }
    case '$type':
      return { op: 'type', names: typeNames(operand) }
    case '$regex':
      return { op: 'regex', pattern: regexOperand(operand, all.get('$options')) }
    case '$mod':
      return modulo(operand)
    case '$size':
      return { op: 'size', size: sizeOperand(operand) }
    case '$all':
      return { op: 'all', tests: list(name, operand).map((each) => allPart(each, parseFilter)) }
    case '$elemMatch':
      return elemMatch(operand, parseFilter)
    case '$not':
      return not(operand, parseFilter)
    default:
      throw unknownOperator(name)
  }
}

const LEFT_OUT = new Set([
  '$bitsAllSet',
  '$bitsAnySet',
  '$bitsAllClear',
  '$bitsAnyClear',
  '$geoWithin',
  '$geoIntersects',
])

function unknownOperator(name: string): MongoError {
  if (LEFT_OUT.has(name)) return notSupported(`query operator ${name}`)
  if (name === '$near' || name === '$nearSphere') {
    return new MongoError('NoQueryExecutionPlans', 'unable to find index for $geoNear query')
  }
  return new MongoError('BadValue', `unknown operator: ${name}`)
}

function eq(value: Value): Test {
  return { op: 'eq', value }
}

function list(name: string, operand: Value): Value[] {
  if (!Array.isArray(operand)) throw new MongoError('BadValue', `${name} needs an array`)
  return operand
}

function oneOf(name: string, operand: Value): Test {
  const values: Value[] = []
  const patterns: Pattern[] = []
  for (const each of list(name, operand)) {
    if (isOperators(each)) throw new MongoError('BadValue', `cannot nest $ under ${name}`)
    if (each instanceof BSONRegExp) patterns.push(patternOf(each))
    else values.push(each)
  }
  return { op: 'in', values, patterns }
}

function allPart(value: Value, parseFilter: (doc: Doc) => Filter): Test {
  if (value instanceof BSONRegExp) return { op: 'regex', pattern: patternOf(value) }
  if (!isOperators(value)) return eq(value)
  const operand = value.get('$elemMatch')
  if (operand === undefined || value.size !== 1) throw new MongoError('BadValue', 'no $ expressions in $all')
  return elemMatch(operand, parseFilter)
}

function elemMatch(operand: Value, parseFilter: (doc: Doc) => Filter): Test {
  if (!isDoc(operand)) throw new MongoError('BadValue', '$elemMatch needs an Object')
  const first = operand.keys().next().value ?? ''
  const isLogical = ['$and', '$or', '$nor', '$expr', '$where', '$comment'].includes(first)
  if (isOperators(operand) && !isLogical) return { op: 'elemTests', tests: parseTests(operand, parseFilter) }
  return { op: 'elemMatch', filter: parseFilter(operand) }
}

function not(operand: Value, parseFilter: (doc: Doc) => Filter): Test {
  if (operand instanceof BSONRegExp) return { op: 'not', test: { op: 'regex', pattern: patternOf(operand) } }
  if (!isOperators(operand)) throw new MongoError('BadValue', '$not needs a regex or a document')
  return { op: 'not', test: { op: 'every', tests: parseTests(operand, parseFilter) } }
}

function patternOf(value: BSONRegExp): Pattern {
  return compilePattern(value.pattern, value.options)
}

function regexOperand(operand: Value, options: Value | undefined): Pattern {
  if (options !== undefined && typeof options !== 'string') {
    throw new MongoError('BadValue', '$options has to be a string')
  }
  if (operand instanceof BSONRegExp) return compilePattern(operand.pattern, options ?? operand.options)
  if (typeof operand !== 'string') throw new MongoError('BadValue', '$regex has to be a string')
  return compilePattern(operand, options ?? '')
}

function isTrue(operand: Value): boolean {
  if (isNumeric(operand)) return toNumber(operand) !== 0
  return operand !== null && operand !== false
}

function modulo(operand: Value): Test {
  const [divisor, rest, ...more] = list('$mod', operand)
  if (divisor === undefined || rest === undefined) {
    throw new MongoError('BadValue', 'malformed mod, not enough elements')
  }
  if (more.length > 0) throw new MongoError('BadValue', 'malformed mod, too many elements')
  if (!isNumeric(divisor)) throw new MongoError('BadValue', 'malformed mod, divisor not a number')
  if (!isNumeric(rest)) throw new MongoError('BadValue', 'malformed mod, remainder not a number')
  const [by, remainder] = [Math.trunc(toNumber(divisor)), Math.trunc(toNumber(rest))]
  if (by === 0) throw new MongoError('BadValue', 'divisor cannot be 0')
  if (!Number.isFinite(by) || !Number.isFinite(remainder)) {
    throw new MongoError('BadValue', 'malformed mod, divisor value is invalid')
  }
  return { op: 'mod', divisor: by, remainder }
}

function sizeOperand(operand: Value): number {
  const size = toInteger(operand)
  if (size === undefined || size < 0) {
    throw new MongoError('BadValue', `Failed to parse $size. Expected a non-negative integer`)
  }
  return size
}
