import { Decimal128, Double, Long, Timestamp } from 'bson'
import { asDouble, isInt32, type Value } from './value.ts'

/** The numeric values; `number` is an int or a double by its content. */
export type Numeric = number | Double | Long | Decimal128

/** True for a value of any BSON number type. */
export function isNumeric(value: Value | undefined): value is Numeric {
  if (typeof value === 'number') return true
  return (
    value instanceof Double ||
    value instanceof Decimal128 ||
    (value instanceof Long && !(value instanceof Timestamp)) // a subclass, though its types hide it
  )
}

/** The nearest JavaScript number; exact for int and double. */
export function toNumber(value: Numeric): number {
  if (typeof value === 'number') return value
  if (value instanceof Double) return value.value
  return value instanceof Long ? value.toNumber() : Number(value.toString())
}

/** The number as an integer, or `undefined` when it has a fraction or is beyond 2^53. */
export function toInteger(value: Value | undefined): number | undefined {
  if (!isNumeric(value)) return undefined
  const number = toNumber(value)
  return Number.isSafeInteger(number) ? number : undefined
}

/** An integer as BSON stores it: int when it fits, else long. */
export function fromInteger(value: bigint | number): number | Long {
  const number = Number(value)
  return isInt32(number) ? number : Long.fromBigInt(BigInt(value))
}

const LONG_MIN = -(2n ** 63n)
const LONG_MAX = 2n ** 63n - 1n

/** True when the integer fits in 64 bits. */
export function fitsLong(value: bigint): boolean {
  return value >= LONG_MIN && value <= LONG_MAX
}

type Operation = 'add' | 'subtract' | 'multiply'

/**
 * Adds, subtracts or multiplies by MongoDB's rule: the widest type of the two wins, int overflows to long, long
 * overflow gives `undefined` (the caller decides: `$inc` refuses, `$add` goes on as double).
 */
export function calculate(operation: Operation, a: Numeric, b: Numeric): Numeric | undefined {
  if (a instanceof Decimal128 || b instanceof Decimal128) return calculateDecimal(operation, a, b)
  if (isDouble(a) || isDouble(b)) return asDouble(plain(operation, toNumber(a), toNumber(b)))
  const bothInt = typeof a === 'number' && typeof b === 'number'
  const exact = bothInt ? plain(operation, a, b) : Number.NaN
  if (Number.isSafeInteger(exact)) return isInt32(exact + 0) ? exact + 0 : Long.fromNumber(exact)
  const wide = big(operation, toBigInt(a), toBigInt(b))
  return fitsLong(wide) ? Long.fromBigInt(wide) : undefined
}

/** True when the value is stored as a double. */
export function isDouble(value: Numeric): boolean {
  return value instanceof Double || (typeof value === 'number' && !isInt32(value))
}

function toBigInt(value: Numeric): bigint {
  return value instanceof Long ? value.toBigInt() : BigInt(toNumber(value))
}

function plain(operation: Operation, a: number, b: number): number {
  if (operation === 'add') return a + b
  return operation === 'subtract' ? a - b : a * b
}

function big(operation: Operation, a: bigint, b: bigint): bigint {
  if (operation === 'add') return a + b
  return operation === 'subtract' ? a - b : a * b
}

/** A decimal as `coefficient × 10^exponent`. */
interface Scaled {
  coefficient: bigint
  exponent: number
}

/** Reads the digits of a finite number; doubles count with 15 significant digits, as MongoDB converts them. */
export function toScaled(value: Numeric): Scaled {
  const text = isDouble(value) ? toNumber(value).toPrecision(15) : value.toString()
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text)
  if (match === null) throw new RangeError(`not a finite number: ${text}`)
  const [, sign = '', whole = '0', fraction = '', power = '0'] = match
  const coefficient = BigInt(whole + fraction) * (sign === '-' ? -1n : 1n)
  return { coefficient, exponent: Number(power) - fraction.length }
}

function calculateDecimal(operation: Operation, a: Numeric, b: Numeric): Numeric {
  const [x, y] = [toNumber(a), toNumber(b)]
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    return Decimal128.fromString(String(plain(operation, x, y)))
  }
  const [p, q] = [toScaled(a), toScaled(b)]
  if (operation === 'multiply') return fromScaled(p.coefficient * q.coefficient, p.exponent + q.exponent)
  const exponent = Math.min(p.exponent, q.exponent)
  const align = (n: Scaled): bigint => n.coefficient * 10n ** BigInt(n.exponent - exponent)
  return fromScaled(big(operation, align(p), align(q)), exponent)
}

function fromScaled(coefficient: bigint, exponent: number): Decimal128 {
  return Decimal128.fromStringWithRounding(`${coefficient}E${exponent}`)
}
