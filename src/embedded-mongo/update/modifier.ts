import type { Scope } from '../aggregate/expression.ts'
import type { Doc, Value } from '../bson/value.ts'
import type { Filter } from '../query/filter.ts'

/** One modifier of an update, such as `$inc` of one path. `apply` gets what is there and gives what shall be there. */
export interface Modifier {
  name: string
  path: string
  parts: string[]
  /** Applied only when an upsert makes the document (`$setOnInsert`). */
  onInsertOnly: boolean
  /** False for operators that leave a missing path alone (`$unset`, `$pull`, `$pop`). */
  creates: boolean
  apply: Change
}

/** Computes the new value at a path; `undefined` as a result removes it. */
export type Change = (before: Value | undefined, context: UpdateContext) => Value | undefined

/** What an update may look at besides the document. */
export interface UpdateContext {
  scope: Scope
  filter: Filter
  arrayFilters: ReadonlyMap<string, Filter>
  /** Where `$` points, or undefined when the query matched no array element. */
  position: number | undefined
  isInsert: boolean
}

/** A parsed update: a replacement, modifiers, or a pipeline run on the document. */
export type Update =
  | { kind: 'replace'; doc: Doc }
  | { kind: 'modify'; modifiers: Modifier[] }
  | { kind: 'pipeline'; run: (doc: Doc, scope: Scope) => Doc }
