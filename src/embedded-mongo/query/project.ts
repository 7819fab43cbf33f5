import { evaluate, type Scope } from '../aggregate/expression.ts'
import type { Doc, Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { leavesOf, type Projection, type ProjectionNode } from './projection.ts'
import { positionOf } from './scan.ts'

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

function projectFields(doc: Doc, fields: Map<string, ProjectionNode>, context: Context): Doc {
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

function hasExpression(fields: Map<string, ProjectionNode>): boolean {
  return [...leavesOf(fields)].includes('expression')
}

function projectValue(
  value: Value,
  node: Exclude<ProjectionNode, { kind: 'expression' }>,
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

function projectChildren(
  value: Value,
  fields: Map<string, ProjectionNode>,
  context: Context,
): Value | undefined {
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
