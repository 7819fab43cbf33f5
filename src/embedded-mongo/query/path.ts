import type { Doc, Value } from '../bson/value.ts'

/** Receives a value found at a path (`undefined`: nothing there) and the outermost array index passed on the way. */
export type Visit = (value: Value | undefined, index: number | undefined) => boolean

/**
 * Visits every value a dotted path leads to, going through arrays of documents as MongoDB does (manual: "Query an
 * Array of Embedded Documents"); stops when `visit` returns true and then returns true.
 */
export function visitPath(doc: Doc, parts: readonly string[], visit: Visit): boolean {
  return visitFrom(doc, parts, 0, undefined, visit)
}

function visitFrom(
  value: Value | undefined,
  parts: readonly string[],
  depth: number,
  index: number | undefined,
  visit: Visit,
): boolean {
  const part = parts[depth]
  if (part === undefined) return visit(value, index)
  if (value instanceof Map) return visitFrom(value.get(part), parts, depth + 1, index, visit)
  if (!Array.isArray(value)) return visit(undefined, index)
  if (isIndex(part)) {
    const element = value[Number(part)]
    if (element !== undefined && visitFrom(element, parts, depth + 1, index, visit)) return true
  }
  for (const [i, element] of value.entries()) {
    if (element instanceof Map && visitFrom(element, parts, depth, index ?? i, visit)) return true
  }
  return false
}

/** True for a path component that can address an array element. */
export function isIndex(part: string): boolean {
  return /^(0|[1-9]\d*)$/.test(part)
}

/** The value at a path without going through arrays, except by index; what update operators address. */
export function valueAt(value: Value | undefined, parts: readonly string[]): Value | undefined {
  let found = value
  for (const part of parts) {
    if (found instanceof Map) found = found.get(part)
    else if (Array.isArray(found) && isIndex(part)) found = found[Number(part)]
    else return undefined
  }
  return found
}
