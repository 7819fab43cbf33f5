import type { Value } from '../../bson/value.ts'
import type { Expression, Frame } from '../expression.ts'

/** An expression operator whose arguments are computed before it runs. */
export interface Operator {
  least: number
  most: number
  run: (args: (Value | undefined)[], frame: Frame) => Value | undefined
}

/** An operator that decides itself which parts of its operand are computed, and with which variables. */
export type Form = (operand: Value, parse: (value: Value) => Expression) => Expression

/** An operator of exactly one argument. */
export function unary(run: (value: Value | undefined, frame: Frame) => Value | undefined): Operator {
  return { least: 1, most: 1, run: ([value], frame) => run(value, frame) }
}

/** An operator of exactly two arguments. */
export function binary(run: (a: Value | undefined, b: Value | undefined) => Value | undefined): Operator {
  return { least: 2, most: 2, run: ([a, b]) => run(a, b) }
}

/** True for null and missing, which most operators answer with null. */
export function isNullish(value: Value | undefined): value is null | undefined {
  return value === null || value === undefined
}
