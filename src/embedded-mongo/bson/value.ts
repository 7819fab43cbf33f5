import {
  Binary,
  BSONRegExp,
  type Code,
  Decimal128,
  Double,
  Long,
  type MaxKey,
  MinKey,
  ObjectId,
  Timestamp,
} from 'bson'

/** An ObjectId as its 24 hexadecimal digits: orders by plain text, while the library's class hides its bytes. */
export class Oid {
  readonly hex: string

  constructor(hex: string) {
    this.hex = hex
  }

  /** A fresh id, made by the official library. */
  static create(): Oid {
    return new Oid(new ObjectId().toHexString())
  }
}

/** A document. A Map, because a plain object reorders integer-like keys and has a prototype. */
export type Doc = Map<string, Value>

/**
 * Any stored value. A `number` that is a 32-bit integer means BSON int, any other `number` means double; a double
 * that happens to be a 32-bit integer is a `Double`, so that no update changes a number's type.
 */
export type Value =
  | null
  | boolean
  | number
  | string
  | Date
  | Doc
  | Value[]
  | Oid
  | Long
  | Double
  | Decimal128
  | Binary
  | Timestamp
  | BSONRegExp
  | Code
  | MinKey
  | MaxKey

/** A document that is already BSON and goes out as it is. */
export class RawDoc {
  readonly bytes: Buffer

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }
}

/** What a command may answer: values, raw documents, and plain objects for the parts written in code. */
export type ReplyValue = Value | RawDoc | RawDoc[] | Reply | Reply[]
/** An answer (or a part of one) written as an object literal; `undefined` fields are left out. */
export interface Reply {
  [name: string]: ReplyValue | undefined
}

/** True for an embedded document. */
export function isDoc(value: unknown): value is Doc {
  return value instanceof Map
}

/** True when a plain number is stored as BSON int (the rule of the official serializers). */
export function isInt32(value: number): boolean {
  return (value | 0) === value && !Object.is(value, -0)
}

/** A double as a value: wrapped only when the plain number would read as an int. */
export function asDouble(value: number): number | Double {
  return isInt32(value) ? new Double(value) : value
}

/** The BSON type alias of a value, as `$type` names it. */
export type TypeName =
  | 'double'
  | 'string'
  | 'object'
  | 'array'
  | 'binData'
  | 'objectId'
  | 'bool'
  | 'date'
  | 'null'
  | 'regex'
  | 'javascript'
  | 'int'
  | 'timestamp'
  | 'long'
  | 'decimal'
  | 'minKey'
  | 'maxKey'

/** Names the BSON type of a value. */
export function typeName(value: Value): TypeName {
  if (value === null) return 'null'
  if (typeof value === 'string') return 'string'
  if (typeof value === 'number') return isInt32(value) ? 'int' : 'double'
  if (typeof value === 'boolean') return 'bool'
  if (value instanceof Map) return 'object'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Oid) return 'objectId'
  if (value instanceof Date) return 'date'
  if (value instanceof Timestamp) return 'timestamp' // before Long, whose subclass it is
  if (value instanceof Long) return 'long'
  if (value instanceof Double) return 'double'
  if (value instanceof Decimal128) return 'decimal'
  if (value instanceof Binary) return 'binData'
  if (value instanceof BSONRegExp) return 'regex'
  if (value instanceof MinKey) return 'minKey'
  return value._bsontype === 'Code' ? 'javascript' : 'maxKey'
}

/** A deep copy whose documents and arrays may be changed; leaves are immutable and shared. */
export function cloneValue(value: Value): Value {
  if (value instanceof Map) return cloneDoc(value)
  return Array.isArray(value) ? value.map(cloneValue) : value
}

/** A deep copy of a document. */
export function cloneDoc(doc: Doc): Doc {
  const copy: Doc = new Map()
  for (const [key, value] of doc) copy.set(key, cloneValue(value))
  return copy
}
