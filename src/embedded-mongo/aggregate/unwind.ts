import { Long } from 'bson'
import { cloneDoc, isDoc, type Doc, type Value } from '../bson/value.ts'
import { isTruthy } from './expression.ts'
import { MongoError } from '../mongo-error.ts'
import { valueAt } from '../query/path.ts'
import { setPath } from './paths.ts'
import type { Stage } from './stages.ts'

/** Parses `$unwind` in both forms: a path, or `{path, includeArrayIndex, preserveNullAndEmptyArrays}`. */
export function parseUnwind(operand: Value): Stage {
  const options: Doc = isDoc(operand) ? operand : new Map([['path', operand]])
  const path = options.get('path')
  if (typeof path !== 'string') throw new MongoError(28808, 'expected a string as the path for $unwind stage')
  if (!path.startsWith('$'))
    throw new MongoError(28818, `path option to $unwind stage should be prefixed with a '$': ${path}`)
  const indexField = options.get('includeArrayIndex')
  if (indexField !== undefined && typeof indexField !== 'string') {
    throw new MongoError(
      28810,
      'expected a non-empty string for the includeArrayIndex option to $unwind stage',
    )
  }
  const keepsEmpty = isTruthy(options.get('preserveNullAndEmptyArrays'))
  const parts = path.slice(1).split('.')

  const emit = (doc: Doc, value: Value | undefined, index: number | undefined): Doc => {
    const result = cloneDoc(doc)
    setPath(result, parts, value)
    if (indexField !== undefined) {
      setPath(result, indexField.split('.'), index === undefined ? null : Long.fromNumber(index))
    }
    return result
  }
  return function* (docs) {
    for (const doc of docs) {
      const value = valueAt(doc, parts)
      if (Array.isArray(value) && value.length > 0) {
        for (const [i, element] of value.entries()) yield emit(doc, element, i)
      } else if (value === undefined || value === null || Array.isArray(value)) {
        if (keepsEmpty)
          yield Array.isArray(value) ? emit(doc, undefined, undefined) : emitAsIs(doc, emit, value)
      } else yield emit(doc, value, undefined)
    }
  }
}

/** A missing or null field stays as it is. */
function emitAsIs(
  doc: Doc,
  emit: (doc: Doc, value: Value | undefined, index: number | undefined) => Doc,
  value: null | undefined,
): Doc {
  return value === undefined ? doc : emit(doc, value, undefined)
}
