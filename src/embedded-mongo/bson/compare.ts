import { Binary, BSONRegExp, Code, Decimal128, Double, Long, MinKey, Timestamp } from 'bson'
import { isNumeric, toNumber, type Numeric } from './number.ts'
import { Oid, type Doc, type Value } from './value.ts'

/** Place of each type in MongoDB's order (manual: "Comparison/Sort Order"); all numbers share one place. */
export function typeOrder(value: Value): number {
  if (value === null) return 2
  if (typeof value === 'number') return 3
  if (typeof value === 'string') return 4
  if (typeof value === 'boolean') return 9
  if (value instanceof Map) return 5
  if (Array.isArray(value)) return 6
  if (value instanceof Oid) return 8
  if (value instanceof Date) return 10
  if (value instanceof Timestamp) return 11
  if (isNumeric(value)) return 3
  if (value instanceof Binary) return 7
  if (value instanceof BSONRegExp) return 12
  if (value instanceof Code) return 13
  return value instanceof MinKey ? 1 : 15
}

/** Orders any two values as MongoDB does: by type, then within the type. Negative, zero or positive. */
export function compareValues(a: Value, b: Value): number {
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b)
  if (typeof a === 'number' && typeof b === 'number') return compareDoubles(a, b)
  const order = typeOrder(a) - typeOrder(b)
  if (order !== 0) return order
  if (a instanceof Oid && b instanceof Oid) return compareText(a.hex, b.hex)
  if (a instanceof Date && b instanceof Date) return compareDoubles(a.getTime(), b.getTime())
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b)
  if (a instanceof Map && b instanceof Map) return compareDocs(a, b)
  if (Array.isArray(a) && Array.isArray(b)) return compareArrays(a, b)
  if (isNumeric(a) && isNumeric(b)) return compareNumbers(a, b)
  return compareRare(a, b)
}

/** True when MongoDB calls the two values equal (`1` and `1.0` are; documents by order of fields). */
export function sameValue(a: Value | undefined, b: Value | undefined): boolean {
  if (a === undefined || b === undefined) return a === b
  return compareValues(a, b) === 0
}

function compareText(a: string, b: string): number {
  return a === b ? 0 : a < b ? -1 : 1
}

/** Orders by UTF-8 bytes, which is the order of code points; JavaScript's own order errs beyond U+FFFF. */
export function compareStrings(a: string, b: string): number {
  if (a === b) return 0
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i)
    const y = b.charCodeAt(i)
    if (x !== y) return codePointRank(x) - codePointRank(y)
  }
  return a.length - b.length
}

function codePointRank(unit: number): number {
  if (unit < 0xd800) return unit
  return unit <= 0xdfff ? unit + 0x2000 : unit - 0x800 // surrogates stand for the highest code points
}

/** NaN sorts before every other number. */
function compareDoubles(a: number, b: number): number {
  if (a === b) return 0
  if (a < b) return -1
  if (a > b) return 1
  return Number(Number.isNaN(b)) - Number(Number.isNaN(a))
}

function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = [toNumber(a), toNumber(b)]
  const rough = compareDoubles(x, y)
  const near = Math.abs(x - y) <= Math.abs(x) * 1e-9 // also true for equals; false beside NaN and infinities
  if (rough !== 0 && !near) return rough
  if (!isWide(a) && !isWide(b)) return rough
  if (!Number.isFinite(x) || !Number.isFinite(y)) return rough
  const [p, q] = [toFraction(a), toFraction(b)]
  const [left, right] = [p.over * q.under, q.over * p.under]
  return left === right ? 0 : left < right ? -1 : 1
}

function isWide(value: Numeric): boolean {
  return value instanceof Long || value instanceof Decimal128
}

/** The exact value as a fraction; a double is an integer times a power of two. */
function toFraction(value: Numeric): { over: bigint; under: bigint } {
  if (value instanceof Long) return { over: value.toBigInt(), under: 1n }
  if (value instanceof Decimal128) {
    const [digits = '0', power = '0'] = value.toString().split('E')
    const [whole = '0', fraction = ''] = digits.split('.')
    const exponent = Number(power) - fraction.length
    const coefficient = BigInt(whole + fraction)
    return exponent < 0
      ? { over: coefficient, under: 10n ** BigInt(-exponent) }
      : { over: coefficient * 10n ** BigInt(exponent), under: 1n }
  }
  let [number, under] = [value instanceof Double ? value.value : value, 1n]
  while (!Number.isInteger(number)) [number, under] = [number * 2, under * 2n]
  return { over: BigInt(number), under }
}

function compareDocs(a: Doc, b: Doc): number {
  const others = b.entries()
  for (const [key, value] of a) {
    const other = others.next()
    if (other.done === true) return 1
    const [otherKey, otherValue] = other.value
    const order =
      typeOrder(value) - typeOrder(otherValue) ||
      compareStrings(key, otherKey) ||
      compareValues(value, otherValue)
    if (order !== 0) return order
  }
  return a.size - b.size
}

function compareArrays(a: Value[], b: Value[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    const order = compareValues(value, other)
    if (order !== 0) return order
  }
  return a.length - b.length
}

function compareRare(a: Value, b: Value): number {
  if (a instanceof Binary && b instanceof Binary) {
    return a.position - b.position || a.sub_type - b.sub_type || Buffer.compare(a.value(), b.value())
  }
  if (a instanceof Timestamp && b instanceof Timestamp) return a.t - b.t || a.i - b.i
  if (a instanceof BSONRegExp && b instanceof BSONRegExp) {
    return compareStrings(a.pattern, b.pattern) || compareStrings(a.options, b.options)
  }
  if (a instanceof Code && b instanceof Code) return compareStrings(a.code, b.code)
  return 0 // MinKey and MaxKey have one value each
}
