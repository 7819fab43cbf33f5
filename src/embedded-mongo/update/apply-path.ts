import type { Doc, Value } from '../bson/value.ts'
import { typeName } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { matches } from '../query/match.ts'
import { isIndex } from '../query/path.ts'
import type { Modifier, UpdateContext } from './modifier.ts'

/** MongoDB's limit of how far an update may lengthen an array by index. */
const MAX_PADDING = 1_500_000

/** Applies a modifier to a document in place, going through `$`, `$[]` and `$[name]`. */
export function applyModifier(doc: Doc, modifier: Modifier, context: UpdateContext): void {
  applyAt(doc, modifier.parts, modifier, context)
}

function applyAt(
  container: Value,
  parts: readonly string[],
  modifier: Modifier,
  context: UpdateContext,
): void {
  const [part = '', ...rest] = parts
  if (part.startsWith('$[')) {
    for (const index of selected(container, part, modifier, context)) {
      step(container, String(index), rest, modifier, context)
    }
    return
  }
  step(container, part === '$' ? positional(context) : part, rest, modifier, context)
}

function positional(context: UpdateContext): string {
  if (context.position !== undefined) return String(context.position)
  throw new MongoError('BadValue', 'The positional operator did not find the match needed from the query.')
}

function selected(container: Value, part: string, modifier: Modifier, context: UpdateContext): number[] {
  if (!Array.isArray(container)) {
    throw new MongoError(
      'BadValue',
      `The path '${modifier.path}' must exist in the document in order to apply array updates.`,
    )
  }
  const name = part.slice(2, -1)
  if (name === '') return [...container.keys()]
  const filter = context.arrayFilters.get(name)
  if (filter === undefined) {
    throw new MongoError(
      'BadValue',
      `No array filter found for identifier '${name}' in path '${modifier.path}'`,
    )
  }
  return [...container.keys()].filter((i) =>
    matches(filter, new Map([[name, container[i] ?? null]]), context.scope),
  )
}

function step(
  container: Value,
  part: string,
  rest: readonly string[],
  modifier: Modifier,
  context: UpdateContext,
): void {
  const before = childOf(container, part, modifier)
  if (rest.length === 0) {
    if (before === undefined && !modifier.creates) return
    setChild(container, part, modifier.apply(before, context), modifier)
    return
  }
  if (before instanceof Map || Array.isArray(before)) {
    applyAt(before, rest, modifier, context)
    return
  }
  if (before !== undefined) {
    if (!modifier.creates) return
    throw new MongoError(
      'PathNotViable',
      `Cannot create field '${rest[0] ?? ''}' in element {${part}: ${typeName(before)}}`,
    )
  }
  if (!modifier.creates) return
  const made: Doc = new Map()
  applyAt(made, rest, modifier, context)
  if (made.size > 0) setChild(container, part, made, modifier)
}

function childOf(container: Value, part: string, modifier: Modifier): Value | undefined {
  if (container instanceof Map) return container.get(part)
  if (!Array.isArray(container)) return undefined
  if (isIndex(part)) return container[Number(part)]
  if (!modifier.creates) return undefined
  throw new MongoError('PathNotViable', `Cannot create field '${part}' in an array (path '${modifier.path}')`)
}

function setChild(container: Value, part: string, value: Value | undefined, modifier: Modifier): void {
  if (container instanceof Map) {
    if (value === undefined) container.delete(part)
    else container.set(part, value)
    return
  }
  if (!Array.isArray(container)) return
  const index = Number(part)
  if (index - container.length > MAX_PADDING) {
    throw new MongoError(
      'BadValue',
      `can't backfill more than ${MAX_PADDING} elements to reach index ${index} of '${modifier.path}'`,
    )
  }
  while (container.length < index) container.push(null)
  container[index] = value ?? null // `$unset` of an element leaves null in its place
}
