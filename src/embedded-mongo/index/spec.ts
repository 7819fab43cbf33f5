import { isNumeric, toNumber } from '../bson/number.ts'
import { isTruthy } from '../aggregate/expression.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import type { Filter } from '../query/filter.ts'
import { parseFilter } from '../query/parse-filter.ts'

/** One field of an index: its path and direction. */
export interface IndexField {
  path: string
  parts: string[]
  direction: 1 | -1
}

/** A parsed index definition; `doc` is what `listIndexes` shows and the journal keeps. */
export interface IndexSpec {
  name: string
  fields: IndexField[]
  unique: boolean
  sparse: boolean
  partial: Filter | undefined
  doc: Doc
}

/** Options that change nothing here and are accepted: how to build, and the version MongoDB stores. */
const HARMLESS = new Set(['v', 'background', 'ns'])
const HANDLED = new Set(['key', 'name', 'unique', 'sparse', 'partialFilterExpression'])
const LEFT_OUT = new Set([
  'expireAfterSeconds',
  'hidden',
  'collation',
  'wildcardProjection',
  'storageEngine',
  'prepareUnique',
])

/** Parses one member of `createIndexes.indexes`; refuses index kinds and options that are left out. */
export function parseIndexSpec(input: Doc): IndexSpec {
  for (const [option, value] of input) {
    if (option === 'collation' && isDoc(value) && value.get('locale') === 'simple') continue
    if (option === 'hidden' && value === false) continue
    if (LEFT_OUT.has(option)) throw notSupported(`index option ${option}`)
    if (!HANDLED.has(option) && !HARMLESS.has(option)) {
      throw new MongoError(
        'InvalidIndexSpecificationOption',
        `The field '${option}' is not valid for an index specification.`,
      )
    }
  }
  const key = input.get('key')
  if (!isDoc(key) || key.size === 0) throw new MongoError('CannotCreateIndex', 'Index keys cannot be empty.')
  const name = input.get('name')
  if (typeof name !== 'string' || name === '') {
    throw new MongoError('FailedToParse', "The 'name' field is a required property of an index specification")
  }
  const partial = input.get('partialFilterExpression')
  if (partial !== undefined && !isDoc(partial)) {
    throw new MongoError('TypeMismatch', "The field 'partialFilterExpression' must be an object")
  }
  const sparse = isTruthy(input.get('sparse'))
  if (sparse && partial !== undefined) {
    throw new MongoError('CannotCreateIndex', 'cannot mix "partialFilterExpression" and "sparse" options')
  }
  const spec = { name, fields: parseKey(key), unique: isTruthy(input.get('unique')), sparse }
  const filter = partial === undefined ? undefined : parseFilter(partial)
  return { ...spec, partial: filter, doc: storedForm(spec, key, partial) }
}

function parseKey(key: Doc): IndexField[] {
  return [...key].map(([path, value]) => {
    if (typeof value === 'string') throw indexKind(value)
    if (!isNumeric(value))
      throw new MongoError('CannotCreateIndex', 'Values in index key pattern must be numbers.')
    const direction = toNumber(value)
    if (!(direction < 0) && !(direction > 0)) {
      throw new MongoError('CannotCreateIndex', 'Values in the index key pattern cannot be 0.')
    }
    if (path === '' || path.split('.').includes('')) {
      throw new MongoError('CannotCreateIndex', 'Index keys cannot contain an empty field.')
    }
    if (path.includes('$**')) throw notSupported('a wildcard index')
    if (path.startsWith('$')) {
      throw new MongoError(
        'CannotCreateIndex',
        "Index key contains an illegal field name: field name starts with '$'.",
      )
    }
    return { path, parts: path.split('.'), direction: direction < 0 ? -1 : 1 }
  })
}

function indexKind(kind: string): MongoError {
  if (['text', '2d', '2dsphere', 'hashed'].includes(kind)) return notSupported(`a ${kind} index`)
  return new MongoError('CannotCreateIndex', `Unknown index plugin '${kind}'`)
}

function storedForm(spec: Omit<IndexSpec, 'partial' | 'doc'>, key: Doc, partial: Doc | undefined): Doc {
  const doc: Doc = new Map<string, Value>([
    ['v', 2],
    ['key', key],
    ['name', spec.name],
  ])
  if (spec.unique) doc.set('unique', true)
  if (spec.sparse) doc.set('sparse', true)
  if (partial !== undefined) doc.set('partialFilterExpression', partial)
  return doc
}

/** The index every collection has. */
export const ID_INDEX: IndexSpec = {
  name: '_id_',
  fields: [{ path: '_id', parts: ['_id'], direction: 1 }],
  unique: true,
  sparse: false,
  partial: undefined,
  doc: new Map<string, Value>([
    ['v', 2],
    ['key', new Map([['_id', 1]])],
    ['name', '_id_'],
  ]),
}
