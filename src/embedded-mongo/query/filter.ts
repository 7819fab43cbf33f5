import type { BSONRegExp } from 'bson'
import type { Expression } from '../aggregate/expression.ts'
import type { TypeName, Value } from '../bson/value.ts'

/** A parsed query. `and` of nothing matches every document. */
export type Filter =
  | { kind: 'and' | 'or' | 'nor'; parts: Filter[] }
  | { kind: 'path'; path: string; parts: string[]; test: Test }
  | { kind: 'expr'; expression: Expression }

/** How MongoDB compares for order; each looks only at values of the operand's own type. */
export type Comparison = 'eq' | 'gt' | 'gte' | 'lt' | 'lte'

/** One condition on the value (or values) found at a path. */
export type Test =
  | { op: Comparison; value: Value }
  | { op: 'in'; values: Value[]; patterns: Pattern[] }
  | { op: 'exists' }
  | { op: 'type'; names: ReadonlySet<TypeName | 'number'> }
  | { op: 'regex'; pattern: Pattern }
  | { op: 'mod'; divisor: number; remainder: number }
  | { op: 'size'; size: number }
  | { op: 'all'; tests: Test[] }
  | { op: 'elemMatch'; filter: Filter }
  | { op: 'elemTests'; tests: Test[] }
  | { op: 'not'; test: Test }
  | { op: 'every'; tests: Test[] }

/** A regular expression ready to run, and the stored form it also equals. */
export interface Pattern {
  source: BSONRegExp
  regex: RegExp
}

/** Matches every document. */
export const MATCH_ALL: Filter = { kind: 'and', parts: [] }
