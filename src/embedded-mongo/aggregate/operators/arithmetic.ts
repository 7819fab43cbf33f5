import { Decimal128, Long } from 'bson'
import { asDouble, typeName, type Value } from '../../bson/value.ts'
import { calculate, fromInteger, isDouble, isNumeric, toNumber, type Numeric } from '../../bson/number.ts'
import { MongoError } from '../../mongo-error.ts'
import { isNullish, unary, type Operator } from './operator.ts'

/** Adds or multiplies; 64-bit overflow goes on as double, as in MongoDB. */
export function combine(operation: 'add' | 'subtract' | 'multiply', a: Numeric, b: Numeric): Numeric {
  return calculate(operation, a, b) ?? combine(operation, asDouble(toNumber(a)), asDouble(toNumber(b)))
}

function numeric(name: string, value: Value | undefined): Numeric {
  if (isNumeric(value)) return value
  const type = value === undefined ? 'missing' : typeName(value)
  throw new MongoError('TypeMismatch', `${name} only supports numeric types, not ${type}`)
}

function add(args: (Value | undefined)[]): Value {
  let sum: Numeric = 0
  let date: Date | undefined
  for (const arg of args) {
    if (isNullish(arg)) return null
    if (arg instanceof Date) {
      if (date !== undefined) throw new MongoError(16612, 'only one date allowed in an $add expression')
      date = arg
    } else sum = combine('add', sum, numeric('$add', arg))
  }
  return date === undefined ? sum : new Date(date.getTime() + Math.round(toNumber(sum)))
}

function subtract([a, b]: (Value | undefined)[]): Value {
  if (isNullish(a) || isNullish(b)) return null
  if (!(a instanceof Date)) return combine('subtract', numeric('$subtract', a), numeric('$subtract', b))
  if (b instanceof Date) return Long.fromNumber(a.getTime() - b.getTime())
  return new Date(a.getTime() - Math.round(toNumber(numeric('$subtract', b))))
}

function multiply(args: (Value | undefined)[]): Value {
  let product: Numeric = 1
  for (const arg of args) {
    if (isNullish(arg)) return null
    product = combine('multiply', product, numeric('$multiply', arg))
  }
  return product
}

/** Quotients of decimals are refused rather than given with a double's precision. */
function divide(name: '$divide' | '$mod', [a, b]: (Value | undefined)[]): Value {
  if (isNullish(a) || isNullish(b)) return null
  const [x, y] = [numeric(name, a), numeric(name, b)]
  if (x instanceof Decimal128 || y instanceof Decimal128) {
    throw new MongoError('NotImplemented', `${name} of decimals is not supported by the embedded store`)
  }
  if (toNumber(y) === 0) {
    if (name === '$mod') throw new MongoError(16610, "can't $mod by zero")
    throw new MongoError('BadValue', "can't $divide by zero")
  }
  if (name === '$divide') return asDouble(toNumber(x) / toNumber(y))
  if (isDouble(x) || isDouble(y)) return asDouble(toNumber(x) % toNumber(y))
  const rest = BigInt(x.toString()) % BigInt(y.toString())
  return x instanceof Long || y instanceof Long ? Long.fromBigInt(rest) : fromInteger(rest)
}

/** A function of one number that keeps integers integers when it yields one of them. */
function rounding(name: string, run: (value: number) => number): Operator {
  return unary((value) => {
    if (isNullish(value)) return null
    const x = numeric(name, value)
    if (x instanceof Decimal128)
      throw new MongoError('NotImplemented', `${name} of a decimal is not supported`)
    return isDouble(x) ? asDouble(run(toNumber(x))) : x
  })
}

function real(name: string, run: (value: number) => number): Operator {
  return unary((value) => (isNullish(value) ? null : asDouble(run(toNumber(numeric(name, value))))))
}

/** Rounds half to even at a number of places, negative places left of the point. */
function roundTo(name: string, whole: (value: number) => number): Operator {
  return {
    least: 1,
    most: 2,
    run: ([value, digits = 0]) => {
      if (isNullish(value) || digits === null) return null
      const x = numeric(name, value)
      const places = toNumber(numeric(name, digits))
      if (x instanceof Decimal128)
        throw new MongoError('NotImplemented', `${name} of a decimal is not supported`)
      if (!isDouble(x) && places >= 0) return x
      const shifted = Number(`${toNumber(x)}e${places}`)
      const rounded = Number.isNaN(shifted) ? toNumber(x) : Number(`${whole(shifted)}e${-places}`)
      return isDouble(x) ? asDouble(rounded) : fromInteger(Math.trunc(rounded))
    },
  }
}

function halfEven(value: number): number {
  const rounded = Math.round(value)
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded
}

/** Arithmetic operators. */
export const arithmetic = {
  $add: { least: 0, most: Infinity, run: add },
  $subtract: { least: 2, most: 2, run: subtract },
  $multiply: { least: 0, most: Infinity, run: multiply },
  $divide: { least: 2, most: 2, run: (args) => divide('$divide', args) },
  $mod: { least: 2, most: 2, run: (args) => divide('$mod', args) },
  $abs: unary((value) => {
    if (isNullish(value)) return null
    const x = numeric('$abs', value)
    return toNumber(x) < 0 ? combine('subtract', 0, x) : x
  }),
  $ceil: rounding('$ceil', Math.ceil),
  $floor: rounding('$floor', Math.floor),
  $round: roundTo('$round', halfEven),
  $trunc: roundTo('$trunc', Math.trunc),
  $sqrt: real('$sqrt', Math.sqrt),
  $pow: {
    least: 2,
    most: 2,
    run: ([a, b]) => {
      if (isNullish(a) || isNullish(b)) return null
      const [x, y] = [numeric('$pow', a), numeric('$pow', b)]
      const power = toNumber(x) ** toNumber(y)
      return isDouble(x) || isDouble(y) || !Number.isSafeInteger(power) ? asDouble(power) : fromInteger(power)
    },
  },
  $exp: real('$exp', Math.exp),
  $ln: real('$ln', Math.log),
  $log10: real('$log10', Math.log10),
} satisfies Record<string, Operator>
