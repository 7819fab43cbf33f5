import type { Scope } from '../aggregate/expression.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'

/** Parses a pipeline used as an update. */
export function parsePipelineUpdate(
  stages: readonly Value[],
  _variables: Iterable<string>,
): (doc: Doc, scope: Scope) => Doc {
  if (!stages.every(isDoc))
    throw new MongoError('TypeMismatch', 'Each element of a pipeline must be an object')
  throw notSupported('an update by pipeline')
}
