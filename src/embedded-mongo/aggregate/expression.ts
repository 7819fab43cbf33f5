import { isNumeric, toNumber } from '../bson/number.ts'
import type { Doc, Value } from '../bson/value.ts'

/** What stays the same during one command: the value of `$$NOW` and the variables of `let`. */
export interface Scope {
  now: Date
  variables: ReadonlyMap<string, Value | undefined>
}

/** A scope together with the document an expression is about. */
export interface Frame extends Scope {
  root: Doc
}

/** A parsed aggregation expression; `undefined` means "missing". */
export type Expression = (frame: Frame) => Value | undefined

/** Computes an expression for a document. */
export function evaluate(expression: Expression, doc: Doc, scope: Scope): Value | undefined {
  return expression({ root: doc, now: scope.now, variables: scope.variables })
}

/** False for missing, null, false and zero; true for all else, even the empty string. */
export function isTruthy(value: Value | undefined): boolean {
  if (value === undefined || value === null || value === false) return false
  return !isNumeric(value) || toNumber(value) !== 0
}

/** Follows a path as aggregation does: through an array it gives the array of what its documents have there. */
export function resolvePath(value: Value | undefined, parts: readonly string[], from = 0): Value | undefined {
  const part = parts[from]
  if (part === undefined) return value
  if (value instanceof Map) return resolvePath(value.get(part), parts, from + 1)
  if (!Array.isArray(value)) return undefined
  return value.flatMap((element) => {
    if (!(element instanceof Map)) return []
    const found = resolvePath(element, parts, from)
    return found === undefined ? [] : [found]
  })
}

/** The frame with more variables. */
export function withVariables(frame: Frame, added: Iterable<[string, Value | undefined]>): Frame {
  return { ...frame, variables: new Map([...frame.variables, ...added]) }
}
