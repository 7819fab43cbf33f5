import { isTruthy, type Expression, type Scope } from '../aggregate/expression.ts'
import { isExpressionOperator, parseExpression } from '../aggregate/parse-expression.ts'
import { toInteger, isNumeric } from '../bson/number.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import type { Filter } from './filter.ts'
import { testElement, matches } from './match.ts'
import { parseFilter } from './parse-filter.ts'
import { parseTests, isOperators } from './parse-operators.ts'

/** What happens to one field of a projection. A tree, because `{a: {b: 1}}` and `{'a.b': 1}` mean the same. */
export type ProjectionNode =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'slice'; skip: number | undefined; limit: number }
  | { kind: 'elemMatch'; test: (element: Value, scope: Scope) => boolean }
  | { kind: 'positional' }
  | { kind: 'expression'; expression: Expression }
  | { kind: 'children'; fields: Map<string, ProjectionNode> }

/** A parsed projection. `isInclusion`: fields it does not name are left out. */
export interface Projection {
  fields: Map<string, ProjectionNode>
  isInclusion: boolean
  id: 'include' | 'exclude'
  filter: Filter
}

/** Parses a projection of `find` or `$project`; `filter` is the query, for `field.$`. */
export function parseProjection(doc: Doc, filter: Filter, isFind = true): Projection {
  const root = new Map<string, ProjectionNode>()
  let id: 'include' | 'exclude' | undefined
  for (const [path, value] of doc) {
    if (path === '_id' && isFlag(value)) id = isTruthy(value) ? 'include' : 'exclude'
    else addField(root, path, value, isFind)
  }
  const kinds = [...leavesOf(root)]
  const includes = kinds.some((kind) => kind === 'include' || kind === 'positional' || kind === 'expression')
  const excludes = kinds.includes('exclude')
  if (includes && excludes) {
    throw new MongoError(31254, 'Cannot do exclusion in inclusion projection')
  }
  const onlyId = kinds.length === 0 && id === 'include'
  const elemMatchOnly = kinds.includes('elemMatch') && !excludes
  return { fields: root, isInclusion: includes || onlyId || elemMatchOnly, id: id ?? 'include', filter }
}

function isPlainDoc(value: Value): value is Doc {
  return isDoc(value) && !isOperators(value)
}

function isFlag(value: Value): boolean {
  return typeof value === 'boolean' || isNumeric(value)
}

function addField(fields: Map<string, ProjectionNode>, path: string, value: Value, isFind: boolean): void {
  const parts = path.split('.')
  if (isFind && parts.at(-1) === '$') {
    insert(fields, parts.slice(0, -1), path, { kind: 'positional' })
    return
  }
  if (parts.some((part) => part === '' || part.startsWith('$'))) {
    throw new MongoError(16410, `FieldPath field names may not start with '$'. Path: ${path}`)
  }
  if (isPlainDoc(value)) {
    if (value.size === 0) throw new MongoError(51270, 'An empty sub-projection is not a valid value.')
    for (const [key, inner] of value) addField(fields, `${path}.${key}`, inner, isFind)
    return
  }
  insert(fields, parts, path, parseNode(value, isFind))
}

function parseNode(value: Value, isFind: boolean): ProjectionNode {
  if (isFlag(value)) return { kind: isTruthy(value) ? 'include' : 'exclude' }
  if (isFind && isDoc(value)) {
    const [name] = value.keys()
    const operand = value.get(name ?? '') ?? null
    if (name === '$slice' && !isExpressionSlice(operand)) return sliceNode(operand)
    if (name === '$elemMatch') return elemMatchNode(operand)
    if (name === '$meta') throw notSupported('projection $meta')
  }
  const [name] = isDoc(value) ? value.keys() : []
  if (name !== undefined && !isExpressionOperator(name))
    throw new MongoError(31325, `Unknown expression ${name}`)
  return { kind: 'expression', expression: parseExpression(value) }
}

function isExpressionSlice(operand: Value): boolean {
  return Array.isArray(operand) && operand.some((each) => !isNumeric(each))
}

function sliceNode(operand: Value): ProjectionNode {
  const [first, second] = Array.isArray(operand) ? operand : [operand]
  const [a, b] = [toInteger(first), toInteger(second)]
  if (a === undefined || (second !== undefined && (b === undefined || b <= 0))) {
    throw new MongoError(28724, 'First argument to $slice must be an integer, the second positive')
  }
  return b === undefined ? { kind: 'slice', skip: undefined, limit: a } : { kind: 'slice', skip: a, limit: b }
}

function elemMatchNode(operand: Value): ProjectionNode {
  if (!isDoc(operand)) throw new MongoError(31274, 'elemMatch: Invalid argument, object required')
  const [parsed] = parseTests(new Map([['$elemMatch', operand]]), parseFilter)
  return {
    kind: 'elemMatch',
    test: (element, scope) => {
      if (parsed?.op === 'elemTests') return parsed.tests.every((test) => testElement(test, element, scope))
      return parsed?.op === 'elemMatch' && isDoc(element) && matches(parsed.filter, element, scope)
    },
  }
}

function insert(
  fields: Map<string, ProjectionNode>,
  parts: string[],
  path: string,
  node: ProjectionNode,
): void {
  const [part = '', ...rest] = parts
  const existing = fields.get(part)
  if (rest.length === 0) {
    if (existing !== undefined) throw new MongoError(31250, `Path collision at ${path}`)
    fields.set(part, node)
    return
  }
  if (existing !== undefined && existing.kind !== 'children') {
    throw new MongoError(31249, `Path collision at ${path} remaining portion ${rest.join('.')}`)
  }
  const children = existing ?? { kind: 'children', fields: new Map<string, ProjectionNode>() }
  fields.set(part, children)
  insert(children.fields, rest, path, node)
}

/** The kinds of all leaves below. */
export function* leavesOf(fields: Map<string, ProjectionNode>): Generator<ProjectionNode['kind']> {
  for (const node of fields.values()) {
    if (node.kind === 'children') yield* leavesOf(node.fields)
    else yield node.kind
  }
}
