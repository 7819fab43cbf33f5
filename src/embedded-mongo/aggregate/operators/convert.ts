import { Decimal128, Long } from 'bson'
import { DateTime } from 'luxon'
import { fitsLong, isDouble, isNumeric, toNumber, type Numeric } from '../../bson/number.ts'
import { asDouble, Oid, typeName, type Value } from '../../bson/value.ts'
import { MongoError } from '../../mongo-error.ts'
import { isTruthy, type Expression } from '../expression.ts'
import { fieldsOf } from './forms.ts'
import { isNullish, unary, type Form, type Operator } from './operator.ts'

function cannot(value: Value, to: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Unsupported conversion from ${typeName(value)} to ${to} in $convert`,
  )
}

function unreadable(value: string, to: string): MongoError {
  return new MongoError(
    'ConversionFailure',
    `Failed to parse ${to} '${value}' in $convert with no onError value`,
  )
}

/** A value as text; dates in ISO form, UTC. */
export function toText(value: Value): string {
  if (typeof value === 'string') return value
  if (value instanceof Date) return value.toISOString()
  if (value instanceof Oid) return value.hex
  if (typeof value === 'boolean' || isNumeric(value)) return value.toString()
  throw cannot(value, 'string')
}

function toDouble(value: Value): Value {
  if (typeof value === 'boolean') return asDouble(Number(value))
  if (value instanceof Date) return asDouble(value.getTime())
  if (isNumeric(value)) return asDouble(toNumber(value))
  if (typeof value === 'string') return asDouble(parseDecimal(value, 'number'))
  throw cannot(value, 'double')
}

function parseDecimal(value: string, to: string): number {
  if (!/^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/.test(value)) throw unreadable(value, to)
  return Number(value)
}

function toInteger(to: 'int' | 'long'): (value: Value) => Value {
  return (value) => {
    const integer = integerOf(value, to)
    const fits = to === 'int' ? BigInt.asIntN(32, integer) === integer : fitsLong(integer)
    if (!fits)
      throw new MongoError(
        'ConversionFailure',
        `Conversion would overflow target type in $convert: ${integer}`,
      )
    return to === 'int' ? Number(integer) : Long.fromBigInt(integer)
  }
}

function integerOf(value: Value, to: string): bigint {
  if (typeof value === 'boolean') return value ? 1n : 0n
  if (value instanceof Date && to === 'long') return BigInt(value.getTime())
  if (value instanceof Long) return value.toBigInt()
  if (isNumeric(value)) return truncated(value)
  if (typeof value !== 'string') throw cannot(value, to)
  if (!/^[+-]?\d+$/.test(value)) throw unreadable(value, 'number')
  return BigInt(value.replace(/^\+/, ''))
}

function truncated(value: Numeric): bigint {
  const number = toNumber(value)
  if (!Number.isFinite(number)) {
    throw new MongoError('ConversionFailure', `Attempt to convert ${number} to an integer in $convert`)
  }
  return BigInt(Math.trunc(number))
}

function toDecimal(value: Value): Value {
  if (typeof value === 'boolean') return Decimal128.fromString(value ? '1' : '0')
  if (value instanceof Date) return Decimal128.fromString(String(value.getTime()))
  if (value instanceof Decimal128) return value
  if (isNumeric(value)) {
    return Decimal128.fromStringWithRounding(
      isDouble(value) ? toNumber(value).toPrecision(15) : value.toString(),
    )
  }
  if (typeof value !== 'string') throw cannot(value, 'decimal')
  parseDecimal(value, 'number')
  return Decimal128.fromStringWithRounding(value)
}

function toDate(value: Value): Value {
  if (value instanceof Date) return value
  if (value instanceof Oid) return new Date(Number.parseInt(value.hex.slice(0, 8), 16) * 1000)
  if (isNumeric(value) && typeName(value) !== 'int') return new Date(Math.trunc(toNumber(value)))
  if (typeof value !== 'string') throw cannot(value, 'date')
  const parsed = DateTime.fromISO(value.replace(/^(\d{4}-\d\d-\d\d) /, '$1T'), { zone: 'utc' })
  if (!parsed.isValid) throw unreadable(value, 'date')
  return parsed.toJSDate()
}

function toObjectId(value: Value): Value {
  if (value instanceof Oid) return value
  if (typeof value !== 'string') throw cannot(value, 'objectId')
  if (!/^[0-9a-fA-F]{24}$/.test(value)) throw unreadable(value, 'objectId')
  return new Oid(value.toLowerCase())
}

const CONVERSIONS = new Map<string, (value: Value) => Value>([
  ['string', toText],
  ['double', toDouble],
  ['int', toInteger('int')],
  ['long', toInteger('long')],
  ['decimal', toDecimal],
  ['bool', (value) => (isNumeric(value) ? isTruthy(value) : value !== false)],
  ['date', toDate],
  ['objectId', toObjectId],
])
const NUMBERS = new Map([
  [1, 'double'],
  [2, 'string'],
  [7, 'objectId'],
  [8, 'bool'],
  [9, 'date'],
  [16, 'int'],
  [18, 'long'],
  [19, 'decimal'],
])

function convertTo(type: string): (value: Value) => Value {
  const conversion = CONVERSIONS.get(type)
  if (conversion === undefined) throw new MongoError('BadValue', `Unknown type name: ${type}`)
  return conversion
}

const convert: Form = (operand, parse) => {
  const fields = fieldsOf('$convert', operand, ['input', 'to'], ['onError', 'onNull'])
  const part = (key: string): Expression | undefined =>
    fields.has(key) ? parse(fields.get(key) ?? null) : undefined
  const [input, to, onError, onNull] = [part('input'), part('to'), part('onError'), part('onNull')]
  return (frame) => {
    const value = input?.(frame)
    const type = to?.(frame)
    if (isNullish(type)) return null
    const name = isNumeric(type) ? NUMBERS.get(toNumber(type)) : type
    if (typeof name !== 'string')
      throw new MongoError('FailedToParse', "$convert's 'to' argument must name a type")
    const run = convertTo(name)
    if (isNullish(value)) return onNull === undefined ? null : onNull(frame)
    try {
      return run(value)
    } catch (error) {
      if (onError === undefined || !(error instanceof MongoError)) throw error
      return onError(frame)
    }
  }
}

function shortcut(type: string): Operator {
  const run = convertTo(type)
  return unary((value) => (isNullish(value) ? null : run(value)))
}

/** Conversions with one argument. */
export const conversions = {
  $type: unary((value) => (value === undefined ? 'missing' : typeName(value))),
  $toString: shortcut('string'),
  $toInt: shortcut('int'),
  $toLong: shortcut('long'),
  $toDouble: shortcut('double'),
  $toDecimal: shortcut('decimal'),
  $toBool: shortcut('bool'),
  $toDate: shortcut('date'),
  $toObjectId: shortcut('objectId'),
} satisfies Record<string, Operator>

/** The general conversion, with its fallbacks. */
export const conversionForms = { $convert: convert } satisfies Record<string, Form>
