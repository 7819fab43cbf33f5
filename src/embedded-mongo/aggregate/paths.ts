import type { Doc, Value } from '../bson/value.ts'

/** Sets a path as `$addFields` does: in every document of an array on the way; `undefined` removes the field. */
export function setPath(doc: Doc, parts: readonly string[], value: Value | undefined): void {
  const [part = '', ...rest] = parts
  if (rest.length === 0) {
    if (value === undefined) doc.delete(part)
    else doc.set(part, value)
    return
  }
  const inner = doc.get(part)
  if (Array.isArray(inner)) {
    doc.set(
      part,
      inner.map((element) => withPath(element, rest, value)),
    )
    return
  }
  doc.set(part, withPath(inner, rest, value))
}

function withPath(inner: Value | undefined, rest: readonly string[], value: Value | undefined): Doc {
  const child: Doc = inner instanceof Map ? inner : new Map<string, Value>()
  setPath(child, rest, value)
  return child
}

/** Removes a path, in every document of an array on the way. */
export function unsetPath(value: Value | undefined, parts: readonly string[]): void {
  if (Array.isArray(value)) {
    for (const element of value) if (element instanceof Map) unsetPath(element, parts)
    return
  }
  const [part = '', ...rest] = parts
  if (!(value instanceof Map)) return
  if (rest.length === 0) value.delete(part)
  else unsetPath(value.get(part), rest)
}
