import { isNumeric, toInteger } from '../bson/number.ts'
import { isTruthy } from '../aggregate/expression.ts'
import { isDoc, typeName, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'

/** Fields any command may carry. Those with a meaning are handled in dispatch.ts. */
const GENERIC = new Set([
  '$db',
  'lsid',
  '$clusterTime',
  '$readPreference',
  'readConcern',
  'writeConcern',
  'comment',
  'maxTimeMS',
  'apiVersion',
  'apiStrict',
  'apiDeprecationErrors',
  'autocommit',
  'startTransaction',
  'txnNumber',
])

/** Reads the fields of one command, with MongoDB's errors for wrong, missing and unknown ones. */
export class Arguments {
  readonly #name: string
  readonly #doc: Doc

  constructor(name: string, doc: Doc) {
    this.#name = name
    this.#doc = doc
  }

  /** Refuses every field that is neither generic nor in `known` (the first field is the command's name). */
  only(...known: string[]): this {
    let isFirst = true
    for (const key of this.#doc.keys()) {
      if (!isFirst && !known.includes(key) && !GENERIC.has(key)) {
        throw new MongoError(40415, `BSON field '${this.#name}.${key}' is an unknown field.`)
      }
      isFirst = false
    }
    return this
  }

  /** Refuses options of MongoDB that are left out, unless they are off (`false`, `{}`, null). */
  without(...options: string[]): this {
    for (const option of options) {
      const value = this.#doc.get(option)
      const isOff = !isTruthy(value) || (isDoc(value) && value.size === 0)
      if (!isOff) throw notSupported(`option '${option}' of ${this.#name}`)
    }
    return this
  }

  /** Accepts no collation but the plain comparison of code points. */
  simpleCollation(): this {
    const collation = this.optionalDoc('collation')
    if (collation !== undefined && collation.size > 0 && collation.get('locale') !== 'simple') {
      throw notSupported('a collation')
    }
    return this
  }

  value(key: string): Value | undefined {
    return this.#doc.get(key)
  }

  string(key: string): string {
    const value = this.#doc.get(key)
    if (typeof value !== 'string') throw this.#wrong(key, value, 'string')
    return value
  }

  optionalDoc(key: string): Doc | undefined {
    const value = this.#doc.get(key)
    if (value === undefined || value === null) return undefined
    if (!isDoc(value)) throw this.#wrong(key, value, 'object')
    return value
  }

  doc(key: string): Doc {
    return this.optionalDoc(key) ?? new Map<string, Value>()
  }

  array(key: string): Value[] {
    return this.optionalArray(key) ?? this.#missing(key)
  }

  optionalArray(key: string): Value[] | undefined {
    const value = this.#doc.get(key)
    if (value === undefined) return undefined
    if (!Array.isArray(value)) throw this.#wrong(key, value, 'array')
    return value
  }

  boolean(key: string, fallback = false): boolean {
    const value = this.#doc.get(key)
    if (value === undefined || value === null) return fallback
    if (typeof value !== 'boolean' && !isNumeric(value)) throw this.#wrong(key, value, 'bool')
    return isTruthy(value)
  }

  /** A whole number of at least `least`. */
  integer(key: string, fallback: number, least = 0): number {
    const value = this.#doc.get(key)
    if (value === undefined || value === null) return fallback
    const number = toInteger(value)
    if (number === undefined) throw this.#wrong(key, value, 'long')
    if (number < least) {
      throw new MongoError(51024, `BSON field '${key}' value must be >= ${least}, actual value '${number}'`)
    }
    return number
  }

  #wrong(key: string, value: Value | undefined, expected: string): MongoError {
    if (value === undefined) return this.#missing(key)
    return new MongoError(
      'TypeMismatch',
      `BSON field '${this.#name}.${key}' is the wrong type '${typeName(value)}', expected type '${expected}'`,
    )
  }

  #missing(key: string): never {
    throw new MongoError(40414, `BSON field '${this.#name}.${key}' is missing but a required field`)
  }
}
