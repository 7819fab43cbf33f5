import { isDoc, typeName, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { isIndex } from '../query/path.ts'
import { addToSet, pop, pull, pullAll, push } from './array-modifiers.ts'
import type { Change, Modifier, Update } from './modifier.ts'
import { parsePipelineUpdate } from './pipeline-update.ts'
import { arithmetic, bit, bound, currentDate } from './value-modifiers.ts'

/** Builds the change one operator makes at one path. */
type Maker = (path: string, operand: Value) => Change

const MAKERS = new Map<string, Maker>([
  ['$set', (_path, operand) => () => operand],
  ['$setOnInsert', (_path, operand) => () => operand],
  ['$unset', () => () => undefined],
  ['$inc', (path, operand) => arithmetic('$inc', path, operand)],
  ['$mul', (path, operand) => arithmetic('$mul', path, operand)],
  ['$min', (_path, operand) => bound('$min', operand)],
  ['$max', (_path, operand) => bound('$max', operand)],
  ['$currentDate', (_path, operand) => currentDate(operand)],
  ['$bit', bit],
  ['$push', push],
  ['$addToSet', addToSet],
  ['$pull', pull],
  ['$pullAll', pullAll],
  ['$pop', pop],
])
const NEVER_CREATES = new Set(['$unset', '$pull', '$pullAll', '$pop'])

/** Parses the `u` of an update or the `update` of findAndModify. */
export function parseUpdate(value: Value): Update {
  if (Array.isArray(value)) return { kind: 'pipeline', run: parsePipelineUpdate(value) }
  if (!isDoc(value))
    throw new MongoError('FailedToParse', 'Update argument must be either an object or an array')
  const [first] = value.keys()
  if (first?.startsWith('$') !== true) {
    for (const key of value.keys()) {
      if (key.startsWith('$')) {
        throw new MongoError(
          'DollarPrefixedFieldName',
          `The dollar ($) prefixed field '${key}' is not allowed`,
        )
      }
    }
    return { kind: 'replace', doc: value }
  }
  const modifiers = [...value].flatMap(([name, fields]) => parseOperator(name, fields))
  checkConflicts(modifiers)
  const renames = modifiers.filter((modifier) => modifier.name === '$rename')
  const others = modifiers.filter((modifier) => modifier.name !== '$rename')
  // New fields are added in the order of their names (manual: "Update Operators Behavior").
  return { kind: 'modify', modifiers: [...others.sort((a, b) => comparePaths(a.parts, b.parts)), ...renames] }
}

function parseOperator(name: string, fields: Value): Modifier[] {
  const maker = MAKERS.get(name)
  if (maker === undefined && name !== '$rename') {
    throw new MongoError(
      'FailedToParse',
      `Unknown modifier: ${name}. Expected a valid update modifier or pipeline-style update specified as an array`,
    )
  }
  if (!isDoc(fields)) {
    throw new MongoError(
      'FailedToParse',
      `Modifiers operate on fields but we found type ${typeName(fields)} instead. For example: {$mod: {<field>: ...}} not {${name}: ${typeName(fields)}}`,
    )
  }
  if (maker === undefined) return parseRename(fields)
  return [...fields].map(([path, operand]) => ({
    name,
    path,
    parts: partsOf(path),
    onInsertOnly: name === '$setOnInsert',
    creates: !NEVER_CREATES.has(name),
    apply: maker(path, operand),
  }))
}

/** By name, numbers as numbers. */
function comparePaths(a: readonly string[], b: readonly string[]): number {
  for (const [i, part] of a.entries()) {
    const other = b[i]
    if (other === undefined) return 1
    if (part === other) continue
    return isIndex(part) && isIndex(other) ? Number(part) - Number(other) : part < other ? -1 : 1
  }
  return -1
}

function partsOf(path: string): string[] {
  if (path === '') throw new MongoError('EmptyFieldName', 'An empty update path is not valid.')
  const parts = path.split('.')
  if (parts.includes('')) {
    throw new MongoError(
      'EmptyFieldName',
      `The update path '${path}' contains an empty field name, which is not allowed.`,
    )
  }
  for (const part of parts) {
    if (part.startsWith('$') && part !== '$' && !/^\$\[[A-Za-z0-9]*\]$/.test(part)) {
      throw new MongoError(
        'DollarPrefixedFieldName',
        `The dollar ($) prefixed field '${part}' in '${path}' is not allowed in the context of an update`,
      )
    }
  }
  return parts
}

/** `$rename` is two modifiers sharing a value: one takes it away, the other puts it down. */
function parseRename(fields: Doc): Modifier[] {
  return [...fields].flatMap(([path, target]) => {
    if (typeof target !== 'string')
      throw new MongoError('BadValue', "The 'to' field for $rename must be a string")
    if (path === target)
      throw new MongoError('BadValue', 'The source and target field for $rename must differ')
    const paths = [partsOf(path), partsOf(target)]
    if (paths.flat().some((part) => part.startsWith('$'))) {
      throw new MongoError('BadValue', 'The source and target field for $rename may not be dynamic')
    }
    let carried: Value | undefined
    const base = { name: '$rename', onInsertOnly: false, creates: true } // called even where nothing is
    const take: Change = (before) => {
      carried = before
      return undefined
    }
    return [
      { ...base, path, parts: partsOf(path), apply: take },
      { ...base, path: target, parts: partsOf(target), apply: (before) => carried ?? before },
    ]
  })
}

function checkConflicts(modifiers: readonly Modifier[]): void {
  const paths = modifiers.map((modifier) => modifier.path).sort()
  for (const [i, path] of paths.entries()) {
    const other = paths.find((each, j) => j !== i && (each === path || each.startsWith(`${path}.`)))
    if (other !== undefined) {
      throw new MongoError(
        'ConflictingUpdateOperators',
        `Updating the path '${other}' would create a conflict at '${path}'`,
      )
    }
  }
}
