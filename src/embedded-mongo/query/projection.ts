import { evaluate, isTruthy, type Expression, type Scope } from '../aggregate/expression.ts'
import { isExpressionOperator, parseExpression } from '../aggregate/parse-expression.ts'
import { toInteger, isNumeric } from '../bson/number.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import type { Filter } from './filter.ts'
import { testElement, matches } from './match.ts'
import { parseFilter } from './parse-filter.ts'
import { parseTests, isOperators } from './parse-operators.ts'
import { positionOf } from './scan.ts'

/** What happens to one field of a projection. A tree, because `{a: {b: 1}}` and `{'a.b': 1}` mean the same. */
type Node =
  | { kind: 'include' }
  | { kind: 'exclude' }
  | { kind: 'slice'; skip: number | undefined; limit: number }
  | { kind: 'elemMatch'; test: (element: Value, scope: Scope) => boolean }
  | { kind: 'positional' }
  | { kind: 'expression'; expression: Expression }
  | { kind: 'children'; fields: Map<string, Node> }

/** A parsed projection. `isInclusion`: fields it does not name are left out. */
export interface Projection {
  fields: Map<string, Node>
  isInclusion: boolean
  id: 'include' | 'exclude'
  filter: Filter
}

/** Parses a projection of `find` or `$project`; `filter` is the query, for `field.$`. */
export function parseProjection(doc: Doc, filter: Filter, isFind = true): Projection {
  const root = new Map<string, Node>()
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

function addField(fields: Map<string, Node>, path: string, value: Value, isFind: boolean): void {
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

function parseNode(value: Value, isFind: boolean): Node {
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

function sliceNode(operand: Value): Node {
  const [first, second] = Array.isArray(operand) ? operand : [operand]
  const [a, b] = [toInteger(first), toInteger(second)]
  if (a === undefined || (second !== undefined && (b === undefined || b <= 0))) {
    throw new MongoError(28724, 'First argument to $slice must be an integer, the second positive')
  }
  return b === undefined ? { kind: 'slice', skip: undefined, limit: a } : { kind: 'slice', skip: a, limit: b }
}

function elemMatchNode(operand: Value): Node {
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

function insert(fields: Map<string, Node>, parts: string[], path: string, node: Node): void {
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
  const children = existing ?? { kind: 'children', fields: new Map<string, Node>() }
  fields.set(part, children)
  insert(children.fields, rest, path, node)
}

function* leavesOf(fields: Map<string, Node>): Generator<Node['kind']> {
  for (const node of fields.values()) {
    if (node.kind === 'children') yield* leavesOf(node.fields)
    else yield node.kind
  }
}

/** Builds the projected document; the source is left as it is. */
export function project(doc: Doc, projection: Projection, scope: Scope): Doc {
  const { fields, isInclusion, filter } = projection
  const context = { root: doc, scope, isInclusion, position: () => positionOf(filter, doc, scope) }
  const result: Doc = new Map()
  const id = doc.get('_id')
  if (id !== undefined && projection.id === 'include' && !fields.has('_id')) result.set('_id', id)
  for (const [key, value] of projectFields(doc, fields, context)) {
    if (key !== '_id' || fields.has('_id')) result.set(key, value)
  }
  return result
}

interface Context {
  root: Doc
  scope: Scope
  isInclusion: boolean
  position: () => number | undefined
}

function projectFields(doc: Doc, fields: Map<string, Node>, context: Context): Doc {
  const result: Doc = new Map()
  for (const [key, value] of doc) {
    const node = fields.get(key)
    if (node?.kind === 'expression')
      result.set(key, value) // keeps its place; computed below
    else if (node === undefined) {
      if (!context.isInclusion) result.set(key, value)
    } else {
      const projected = projectValue(value, node, context)
      if (projected !== undefined) result.set(key, projected)
    }
  }
  for (const [key, node] of fields) {
    if (node.kind === 'expression') {
      const value = evaluate(node.expression, context.root, context.scope)
      if (value === undefined) result.delete(key)
      else result.set(key, value)
    } else if (node.kind === 'children' && !doc.has(key) && hasExpression(node.fields)) {
      result.set(key, projectFields(new Map(), node.fields, context))
    }
  }
  return result
}

function hasExpression(fields: Map<string, Node>): boolean {
  return [...leavesOf(fields)].includes('expression')
}

function projectValue(
  value: Value,
  node: Exclude<Node, { kind: 'expression' }>,
  context: Context,
): Value | undefined {
  switch (node.kind) {
    case 'include':
      return value
    case 'exclude':
      return undefined
    case 'slice':
      return Array.isArray(value) ? sliceArray(value, node.skip, node.limit) : value
    case 'elemMatch': {
      const hit = Array.isArray(value)
        ? value.find((element) => node.test(element, context.scope))
        : undefined
      return hit === undefined ? undefined : [hit]
    }
    case 'positional': {
      if (!Array.isArray(value)) return value
      const element = value[context.position() ?? -1]
      if (element === undefined) {
        throw new MongoError(
          51246,
          "Executor error during find command: positional operator '.$' couldn't find a matching element in the array",
        )
      }
      return [element]
    }
    case 'children':
      return projectChildren(value, node.fields, context)
  }
}

function projectChildren(value: Value, fields: Map<string, Node>, context: Context): Value | undefined {
  if (value instanceof Map) return projectFields(value, fields, context)
  if (!Array.isArray(value)) {
    if (hasExpression(fields)) return projectFields(new Map(), fields, context)
    return context.isInclusion ? undefined : value
  }
  return value
    .map((element) => projectChildren(element, fields, context))
    .filter((element) => element !== undefined)
}

function sliceArray(values: Value[], skip: number | undefined, limit: number): Value[] {
  if (skip === undefined) return limit < 0 ? values.slice(limit) : values.slice(0, limit)
  const from = skip < 0 ? Math.max(values.length + skip, 0) : skip
  return values.slice(from, from + limit)
}
