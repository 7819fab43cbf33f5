import { sameValue } from '../bson/compare.ts'
import { cloneValue, Oid, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import type { Filter } from '../query/filter.ts'
import { applyModifier } from './apply-path.ts'
import type { Update, UpdateContext } from './modifier.ts'

/** The document after the update. `doc` may be changed and must not be used afterwards. */
export function applyUpdate(doc: Doc, update: Update, context: UpdateContext): Doc {
  const id = doc.get('_id')
  const after = changed(doc, update, context)
  const newId = after.get('_id')
  if (id !== undefined && newId === undefined && update.kind !== 'modify') {
    return new Map([['_id', id], ...after]) // a replacement keeps the _id
  }
  if (id !== undefined && !sameValue(id, newId)) {
    throw new MongoError(
      'ImmutableField',
      "Performing an update on the path '_id' would modify the immutable field '_id'",
    )
  }
  return after
}

function changed(doc: Doc, update: Update, context: UpdateContext): Doc {
  if (update.kind === 'replace') return new Map(update.doc)
  if (update.kind === 'pipeline') return update.run(doc, context.scope)
  for (const modifier of update.modifiers) {
    if (!modifier.onInsertOnly || context.isInsert) applyModifier(doc, modifier, context)
  }
  return doc
}

/** The document an upsert inserts: the filter's equalities, then the update, then an `_id` in front. */
export function buildUpsert(filter: Filter, update: Update, context: Omit<UpdateContext, 'isInsert'>): Doc {
  const start: Doc = new Map()
  const equalities = [...equalitiesOf(filter)]
  for (const [parts, value] of equalities) {
    if (update.kind !== 'replace' || parts[0] === '_id') setAt(start, parts, value)
  }
  const after = applyUpdate(start, update, { ...context, isInsert: true })
  return withIdFirst(after, after.get('_id') ?? Oid.create())
}

/** The document with that `_id` as its first field. */
export function withIdFirst(doc: Doc, id: Value): Doc {
  return new Map([['_id', id], ...[...doc].filter(([key]) => key !== '_id')])
}

function* equalitiesOf(filter: Filter): Generator<[string[], Value]> {
  if (filter.kind === 'and') for (const part of filter.parts) yield* equalitiesOf(part)
  if (filter.kind === 'or' && filter.parts.length === 1)
    for (const part of filter.parts) yield* equalitiesOf(part)
  if (filter.kind !== 'path') return
  const { test, parts } = filter
  if (test.op === 'eq') yield [parts, test.value]
  if (test.op === 'in' && test.values.length === 1 && test.patterns.length === 0) {
    const [only = null] = test.values
    yield [parts, only]
  }
  if (test.op === 'all' && test.tests.length === 1) {
    const [only] = test.tests
    if (only?.op === 'eq') yield [parts, only.value]
  }
}

function setAt(doc: Doc, parts: readonly string[], value: Value): void {
  const [part = '', ...rest] = parts
  if (rest.length === 0) {
    if (doc.has(part) && !sameValue(doc.get(part), value)) {
      throw new MongoError(
        'NotSingleValueField',
        `cannot infer query fields to set, path '${part}' is matched twice`,
      )
    }
    doc.set(part, cloneValue(value)) // modifiers change the document in place
    return
  }
  const inner = doc.get(part) ?? new Map<string, Value>()
  if (!(inner instanceof Map))
    throw new MongoError(
      'NotSingleValueField',
      `cannot infer query fields to set, path '${part}' is matched twice`,
    )
  doc.set(part, inner)
  setAt(inner, rest, value)
}
