import { MinKey } from 'bson'
import { compareValues } from '../bson/compare.ts'
import type { Doc, Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { isIndex } from '../query/path.ts'
import type { IndexField } from './spec.ts'

/** Stands for an empty array in a key: it sorts before null, as in MongoDB. */
const EMPTY_ARRAY = new MinKey()

/** The keys of one document in one index, and which of the fields went through an array. */
export interface DocKeys {
  keys: Value[][]
  multikey: boolean[]
  /** False when not one of the fields exists: a sparse index leaves the document out. */
  present: boolean
}

/** A field on its way down the document. `done`: the value counts as it is, even if it is an array. */
interface Slot {
  value: Value | undefined
  rest: readonly string[]
  done: boolean
}

/** Computes the keys; throws `CannotIndexParallelArrays` when two fields lead to different arrays. */
export function extractKeys(doc: Doc, fields: readonly IndexField[]): DocKeys {
  const multikey = fields.map(() => false)
  const seen = { present: false }
  const slots = fields.map(({ parts }): Slot => ({ value: doc, rest: parts, done: false }))
  const keys = expand(slots, multikey, seen)
  return { keys: keys.length > 1 ? withoutDuplicates(keys) : keys, multikey, present: seen.present }
}

function expand(slots: Slot[], multikey: boolean[], seen: { present: boolean }): Value[][] {
  const reached = slots.map((slot) => (slot.done ? slot : descend(slot)))
  const array = theOneArray(reached)
  if (array === undefined) {
    seen.present ||= reached.some((slot) => slot.value !== undefined)
    return [reached.map((slot) => slot.value ?? null)]
  }
  for (const [i, slot] of reached.entries()) if (isOpenArray(slot)) multikey[i] = true
  if (array.length === 0) {
    const emptied = reached.map((slot): Slot => {
      if (!isOpenArray(slot)) return slot
      return { value: slot.rest.length === 0 ? EMPTY_ARRAY : undefined, rest: [], done: true }
    })
    return expand(emptied, multikey, seen)
  }
  return array.flatMap((element) =>
    expand(
      reached.map((slot) => (isOpenArray(slot) ? into(element, slot) : slot)),
      multikey,
      seen,
    ),
  )
}

function descend(slot: Slot): Slot {
  let { value, rest } = slot
  for (let part = rest[0]; part !== undefined; part = rest[0]) {
    if (value instanceof Map) value = value.get(part)
    else if (Array.isArray(value)) {
      const element = isIndex(part) ? value[Number(part)] : undefined
      if (element === undefined) break
      value = element
    } else return { value: undefined, rest: [], done: true }
    rest = rest.slice(1)
  }
  return { value, rest, done: !Array.isArray(value) }
}

function isOpenArray(slot: Slot): boolean {
  return !slot.done
}

function theOneArray(slots: Slot[]): Value[] | undefined {
  let found: Value[] | undefined
  for (const slot of slots) {
    if (!isOpenArray(slot) || !Array.isArray(slot.value)) continue
    if (found !== undefined && found !== slot.value) {
      throw new MongoError('CannotIndexParallelArrays', 'cannot index parallel arrays')
    }
    found = slot.value
  }
  return found
}

function into(element: Value, slot: Slot): Slot {
  if (slot.rest.length === 0) return { value: element, rest: [], done: true }
  return element instanceof Map
    ? { value: element, rest: slot.rest, done: false }
    : { value: undefined, rest: [], done: true }
}

function withoutDuplicates(keys: Value[][]): Value[][] {
  const sorted = keys.toSorted(compareKeys)
  return sorted.filter((key, i) => {
    const before = sorted[i - 1]
    return before === undefined || compareKeys(before, key) !== 0
  })
}

/** Orders two keys ascending in every field. */
export function compareKeys(a: readonly Value[], b: readonly Value[]): number {
  for (const [i, value] of a.entries()) {
    const order = compareValues(value, b[i] ?? null)
    if (order !== 0) return order
  }
  return 0
}
