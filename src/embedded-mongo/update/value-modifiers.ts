import { Double, Timestamp } from 'bson'
import { compareValues } from '../bson/compare.ts'
import { calculate, fromInteger, isDouble, isNumeric, toNumber, type Numeric } from '../bson/number.ts'
import { isDoc, typeName, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import type { Change } from './modifier.ts'

/** `$inc` and `$mul`: refuse anything but numbers, keep the number's type, refuse 64-bit overflow. */
export function arithmetic(name: '$inc' | '$mul', path: string, operand: Value): Change {
  if (!isNumeric(operand)) {
    const verb = name === '$inc' ? 'increment' : 'multiply'
    throw new MongoError(
      'TypeMismatch',
      `Cannot ${verb} with non-numeric argument: {${path}: ${typeName(operand)}}`,
    )
  }
  return (before) => {
    if (before === undefined) return name === '$inc' ? operand : zeroLike(operand)
    if (!isNumeric(before)) {
      throw new MongoError(
        'TypeMismatch',
        `Cannot apply ${name} to a value of non-numeric type. The field '${path}' has non-numeric type ${typeName(before)}`,
      )
    }
    const result = calculate(name === '$inc' ? 'add' : 'multiply', before, operand)
    if (result === undefined) {
      throw new MongoError(
        'BadValue',
        `Failed to apply ${name} operations to current value of '${path}': integer overflow`,
      )
    }
    return result
  }
}

/** A missing field multiplied is zero of the operand's type. */
function zeroLike(operand: Numeric): Value {
  if (isDouble(operand)) return new Double(0)
  return calculate('multiply', operand, 0) ?? 0
}

/** `$min` and `$max`, by the order of all BSON values. */
export function bound(name: '$min' | '$max', operand: Value): Change {
  const sign = name === '$min' ? 1 : -1
  return (before) => (before === undefined || compareValues(before, operand) * sign > 0 ? operand : before)
}

/** `$currentDate`: true or `{$type: 'date' | 'timestamp'}`. */
export function currentDate(operand: Value): Change {
  const type = isDoc(operand)
    ? operand.get('$type')
    : operand === true || operand === false
      ? 'date'
      : undefined
  if (type === 'date') return (_before, { scope }) => scope.now
  if (type === 'timestamp') {
    return (_before, { scope }) => new Timestamp({ t: Math.floor(scope.now.getTime() / 1000), i: 1 })
  }
  throw new MongoError('BadValue', "The '$type' string field is required to be 'date' or 'timestamp'")
}

/** `$bit` with `and`, `or` or `xor` on integers. */
export function bit(path: string, operand: Value): Change {
  const [entry] = isDoc(operand) ? operand : []
  const [kind, mask] = entry ?? []
  const isKnown = kind === 'and' || kind === 'or' || kind === 'xor'
  if (!isKnown || !isNumeric(mask) || isDouble(mask)) {
    throw new MongoError('BadValue', 'The $bit modifier takes and, or, xor with an integer')
  }
  const run = (a: bigint, b: bigint): bigint => (kind === 'and' ? a & b : kind === 'or' ? a | b : a ^ b)
  return (before = 0) => {
    if (!isNumeric(before) || isDouble(before)) {
      throw new MongoError('BadValue', `Cannot apply $bit to a value of non-integral type at '${path}'`)
    }
    return fromInteger(run(BigInt(toNumber(before)), BigInt(toNumber(mask))))
  }
}
