import { compareValues } from '../../bson/compare.ts'
import type { Value } from '../../bson/value.ts'
import { isTruthy } from '../expression.ts'
import { binary, unary, type Operator } from './operator.ts'

/** In expressions a missing value sorts before null. */
function order(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return Math.sign(compareValues(a, b))
}

/** Comparison and boolean operators. */
export const logic = {
  $cmp: binary(order),
  $eq: binary((a, b) => order(a, b) === 0),
  $ne: binary((a, b) => order(a, b) !== 0),
  $gt: binary((a, b) => order(a, b) > 0),
  $gte: binary((a, b) => order(a, b) >= 0),
  $lt: binary((a, b) => order(a, b) < 0),
  $lte: binary((a, b) => order(a, b) <= 0),
  $not: unary((value) => !isTruthy(value)),
} satisfies Record<string, Operator>
