import { parseExpression } from '../aggregate/parse-expression.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import type { Filter } from './filter.ts'
import { parseTests } from './parse-operators.ts'

/** Parses a query document; throws MongoDB's own errors for what it does not know. */
export function parseFilter(doc: Doc): Filter {
  const parts: Filter[] = []
  for (const [key, value] of doc) {
    if (key.startsWith('$')) parts.push(...parseTopLevel(key, value))
    else parts.push(...parseField(key, value))
  }
  const [only, ...others] = parts
  return only !== undefined && others.length === 0 ? only : { kind: 'and', parts }
}

function parseField(path: string, value: Value): Filter[] {
  const parts = path.split('.')
  return parseTests(value, parseFilter).map((test) => ({ kind: 'path', path, parts, test }))
}

function parseTopLevel(name: string, value: Value): Filter[] {
  switch (name) {
    case '$and':
    case '$or':
    case '$nor':
      return [{ kind: name === '$and' ? 'and' : name === '$or' ? 'or' : 'nor', parts: clauses(name, value) }]
    case '$expr':
      return [{ kind: 'expr', expression: parseExpression(value) }]
    case '$comment':
      return []
    case '$alwaysTrue':
      return [{ kind: 'and', parts: [] }]
    case '$alwaysFalse':
      return [{ kind: 'or', parts: [] }]
    case '$where':
    case '$jsonSchema':
      throw notSupported(`query operator ${name}`)
    case '$text':
      throw new MongoError('IndexNotFound', 'text index required for $text query')
    default:
      throw new MongoError(
        'BadValue',
        `unknown top level operator: ${name}. If you have a field name that starts with a '$' symbol, consider using $getField or $setField.`,
      )
  }
}

function clauses(name: string, value: Value): Filter[] {
  if (!Array.isArray(value)) throw new MongoError('BadValue', `${name} must be an array`)
  if (value.length === 0) throw new MongoError('BadValue', '$and/$or/$nor must be a nonempty array')
  return value.map((clause) => {
    if (!isDoc(clause)) throw new MongoError('BadValue', '$or/$and/$nor entries need to be full objects')
    return parseFilter(clause)
  })
}
