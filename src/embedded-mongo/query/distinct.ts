import type { Doc, Value } from '../bson/value.ts'
import { visitPath } from './path.ts'

/** The values `distinct` takes from one document: an array counts by its elements. */
export function resolveDistinct(doc: Doc, parts: readonly string[]): Value[] {
  const values: Value[] = []
  visitPath(doc, parts, (value) => {
    if (Array.isArray(value)) values.push(...value)
    else if (value !== undefined) values.push(value)
    return false
  })
  return values
}
