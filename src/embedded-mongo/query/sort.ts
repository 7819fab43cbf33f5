import { compareValues } from '../bson/compare.ts'
import { isNumeric, toNumber } from '../bson/number.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import { visitPath } from './path.ts'

/** One field to sort by. */
export interface SortField {
  path: string
  parts: string[]
  direction: 1 | -1
}

/** Parses a sort document; `{}` sorts by nothing. */
export function parseSort(doc: Doc): SortField[] {
  return [...doc].map(([path, value]) => {
    if (isDoc(value) && value.has('$meta')) throw notSupported('sorting by $meta')
    const direction = isNumeric(value) ? toNumber(value) : 0
    if (direction !== 1 && direction !== -1) {
      throw new MongoError(15975, '$sort key ordering must be 1 (for ascending) or -1 (for descending)')
    }
    if (path === '' || path.split('.').includes(''))
      throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
    if (path.startsWith('$'))
      throw new MongoError(16410, `FieldPath field names may not start with '$'. Field: ${path}`)
    return { path, parts: path.split('.'), direction }
  })
}

/** Sorts stably by the documents' keys. An array counts by its least element, descending by its greatest. */
export function sortByKeys<T>(
  items: readonly T[],
  docOf: (item: T) => Doc,
  fields: readonly SortField[],
): T[] {
  const keyed = items.map((item) => {
    const doc = docOf(item)
    return { item, key: fields.map((field) => sortKey(doc, field)) }
  })
  keyed.sort((a, b) => {
    for (const [i, field] of fields.entries()) {
      const order = compareKeys(a.key[i], b.key[i])
      if (order !== 0) return order * field.direction
    }
    return 0
  })
  return keyed.map(({ item }) => item)
}

/** `undefined` stands for an empty array, which sorts before null. */
function compareKeys(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareValues(a, b)
}

function sortKey(doc: Doc, field: SortField): Value | undefined {
  const candidates: (Value | undefined)[] = []
  visitPath(doc, field.parts, (value) => {
    if (!Array.isArray(value)) candidates.push(value ?? null)
    else if (value.length === 0) candidates.push(undefined)
    else candidates.push(...value)
    return false
  })
  const [first = null, ...others] = candidates.length === 0 ? [null] : candidates
  return others.reduce<Value | undefined>(
    (best, each) => (compareKeys(each, best) * field.direction < 0 ? each : best),
    candidates.length === 0 ? null : candidates[0] === undefined ? undefined : first,
  )
}
