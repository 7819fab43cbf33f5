import { Binary, BSONRegExp, Code, Decimal128, Double, Long, MaxKey, MinKey, Timestamp } from 'bson'
import { MongoError } from '../mongo-error.ts'
import { isInt32, Oid, RawDoc, type Doc, type Reply, type ReplyValue } from './value.ts'

/** Scratch space shared by all encodings (one thread, no nesting of calls); grows to the largest reply. */
let scratch = Buffer.allocUnsafeSlow(64 * 1024)
let at = 0

/** Writes a document or an answer as BSON, in a buffer of its own. */
export function encodeDoc(doc: Doc | Reply): Buffer {
  at = 0
  writeDoc(doc)
  const bytes = Buffer.allocUnsafeSlow(at)
  scratch.copy(bytes, 0, 0, at)
  return bytes
}

/** Makes room and says where. It may replace `scratch`: take the place first, then write. */
function reserve(count: number): number {
  const from = at
  at += count
  if (at > scratch.length) {
    const larger = Buffer.allocUnsafeSlow(Math.max(at, scratch.length * 2))
    scratch.copy(larger, 0, 0, from)
    scratch = larger
  }
  return from
}

function byte(value: number): void {
  const from = reserve(1)
  scratch.writeUInt8(value, from)
}

function int32(value: number): void {
  const from = reserve(4)
  scratch.writeInt32LE(value, from)
}

function double(value: number): void {
  const from = reserve(8)
  scratch.writeDoubleLE(value, from)
}

function long(value: Long): void {
  int32(value.low)
  int32(value.high)
}

function bytes(value: Uint8Array): void {
  const from = reserve(value.length)
  scratch.set(value, from)
}

/** Writes the text and a NUL; returns the number of bytes. */
function text(value: string): number {
  const room = value.length * 3 + 1
  const from = reserve(room)
  const length = scratch.write(value, from, 'utf8')
  scratch[from + length] = 0
  at = from + length + 1
  return length + 1
}

function cstring(value: string): void {
  if (value.includes('\0')) throw new MongoError('BadValue', 'field names must not contain null bytes')
  text(value)
}

function writeDoc(doc: Doc | Reply): void {
  const from = reserve(4)
  for (const [key, value] of doc instanceof Map ? doc : Object.entries(doc)) {
    if (value !== undefined) writeField(key, value)
  }
  byte(0)
  scratch.writeInt32LE(at - from, from)
}

function writeArray(values: readonly ReplyValue[]): void {
  const from = reserve(4)
  for (const [i, value] of values.entries()) writeField(String(i), value)
  byte(0)
  scratch.writeInt32LE(at - from, from)
}

function writeField(key: string, value: ReplyValue): void {
  const typeAt = reserve(1)
  cstring(key)
  const type = writeValue(value)
  scratch.writeUInt8(type, typeAt)
}

/** Writes the value and returns its BSON type. */
function writeValue(value: ReplyValue): number {
  if (value === null) return 0x0a
  if (typeof value === 'string') {
    const from = reserve(4)
    const length = text(value)
    scratch.writeInt32LE(length, from)
    return 0x02
  }
  if (typeof value === 'number') {
    if (isInt32(value)) {
      int32(value)
      return 0x10
    }
    double(value)
    return 0x01
  }
  if (typeof value === 'boolean') {
    byte(value ? 1 : 0)
    return 0x08
  }
  if (Array.isArray(value)) {
    writeArray(value)
    return 0x04
  }
  return value instanceof Map ? writeEmbedded(value) : writeObject(value)
}

function writeEmbedded(doc: Doc | Reply): number {
  writeDoc(doc)
  return 0x03
}

function writeObject(
  value: Exclude<ReplyValue, null | string | number | boolean | readonly ReplyValue[] | Doc>,
): number {
  if (value instanceof Oid) {
    const from = reserve(12)
    scratch.write(value.hex, from, 'hex')
    return 0x07
  }
  if (value instanceof Date) {
    long(Long.fromNumber(value.getTime()))
    return 0x09
  }
  if (value instanceof RawDoc) {
    bytes(value.bytes)
    return 0x03
  }
  if (value instanceof Double) {
    double(value.value)
    return 0x01
  }
  if (value instanceof Timestamp) {
    int32(value.i | 0)
    int32(value.t | 0)
    return 0x11
  }
  if (value instanceof Long) {
    long(value)
    return 0x12
  }
  return writeRare(value)
}

type Rare = Exclude<
  ReplyValue,
  | null
  | string
  | number
  | boolean
  | readonly ReplyValue[]
  | Doc
  | Oid
  | Date
  | RawDoc
  | Double
  | Timestamp
  | Long
>

function writeRare(value: Rare): number {
  if (value instanceof Decimal128) {
    bytes(value.bytes)
    return 0x13
  }
  if (value instanceof Binary) {
    int32(value.position)
    byte(value.sub_type)
    bytes(value.value())
    return 0x05
  }
  if (value instanceof BSONRegExp) {
    cstring(value.pattern)
    cstring(value.options)
    return 0x0b
  }
  if (value instanceof Code) {
    const from = reserve(4)
    const length = text(value.code)
    scratch.writeInt32LE(length, from)
    return 0x0d
  }
  if (value instanceof MinKey) return 0xff
  return value instanceof MaxKey ? 0x7f : writeEmbedded(value)
}
