import { Binary, BSONRegExp, Code, Decimal128, Long, MaxKey, MinKey, Timestamp } from 'bson'
import { MongoError } from '../mongo-error.ts'
import { asDouble, Oid, type Doc, type Value } from './value.ts'

/** MongoDB's own limit of nesting. */
const MAX_DEPTH = 180

/** Keys repeat in every document: a small table saves making the same string again. */
const knownKeys = new Array<string | undefined>(2048)

/**
 * Reads one BSON document. With `wanted`, only those top-level fields are read: the others are skipped by their
 * length, and what stands behind the last wanted one is not looked at.
 * Throws `InvalidBSON` on anything malformed and on the types MongoDB has deprecated.
 */
export function decodeDoc(bytes: Buffer, wanted?: ReadonlySet<string>): Doc {
  const reader = new Reader(bytes)
  return reader.doc(bytes.length, 0, wanted)
}

function invalid(what: string): MongoError {
  return new MongoError('InvalidBSON', `invalid BSON: ${what}`)
}

class Reader {
  readonly #bytes: Buffer
  #at = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  doc(limit: number, depth: number, wanted?: ReadonlySet<string>): Doc {
    const end = this.#enter(limit, depth)
    const doc: Doc = new Map()
    for (let type = this.#byte(end); type !== 0; type = this.#byte(end)) {
      const key = this.#cstring(end, true)
      if (wanted === undefined) doc.set(key, this.#value(type, end, depth))
      else if (wanted.has(key)) {
        doc.set(key, this.#value(type, end, depth))
        if (doc.size === wanted.size) return doc
      } else this.#skip(type, end)
    }
    return this.#leave(end, doc)
  }

  #array(limit: number, depth: number): Value[] {
    const end = this.#enter(limit, depth)
    const values: Value[] = []
    for (let type = this.#byte(end); type !== 0; type = this.#byte(end)) {
      this.#cstring(end, true)
      values.push(this.#value(type, end, depth))
    }
    return this.#leave(end, values)
  }

  #enter(limit: number, depth: number): number {
    if (depth > MAX_DEPTH) throw new MongoError('Overflow', 'document is nested too deeply')
    const start = this.#at
    const length = this.#int32(limit)
    if (length < 5 || start + length > limit) throw invalid(`document length ${length}`)
    return start + length
  }

  #leave<T>(end: number, result: T): T {
    if (this.#at !== end) throw invalid('document ends before its length')
    return result
  }

  #take(count: number, end: number): number {
    const from = this.#at
    if (count < 0 || from + count > end) throw invalid('value runs past its document')
    this.#at = from + count
    return from
  }

  #byte(end: number): number {
    return this.#bytes.readUInt8(this.#take(1, end))
  }

  #int32(end: number): number {
    return this.#bytes.readInt32LE(this.#take(4, end))
  }

  #long(end: number): Long {
    const low = this.#int32(end)
    return new Long(low, this.#int32(end))
  }

  #cstring(end: number, isKey = false): string {
    const from = this.#at
    let hash = 0
    let byte = this.#byte(end)
    for (; byte !== 0; byte = this.#byte(end)) hash = (Math.imul(hash, 31) + byte) | 0
    const to = this.#at - 1
    const known = isKey ? knownKeys[hash & 2047] : undefined
    if (known !== undefined && this.#isAscii(known, from, to)) return known
    const text = this.#bytes.toString('utf8', from, to)
    if (isKey && to - from < 64 && text.length === to - from) knownKeys[hash & 2047] = text
    return text
  }

  #isAscii(text: string, from: number, to: number): boolean {
    if (text.length !== to - from) return false
    for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) !== this.#bytes[from + i]) return false
    return true
  }

  #string(end: number): string {
    const length = this.#int32(end)
    if (length < 1) throw invalid(`string length ${length}`)
    const from = this.#take(length, end)
    if (this.#bytes[from + length - 1] !== 0) throw invalid('string without terminator')
    return this.#bytes.toString('utf8', from, from + length - 1)
  }

  #binary(end: number): Binary {
    const length = this.#int32(end)
    const subType = this.#byte(end)
    const from = this.#take(length, end)
    return new Binary(Buffer.from(this.#bytes.subarray(from, from + length)), subType)
  }

  #value(type: number, end: number, depth: number): Value {
    switch (type) {
      case 0x01:
        return asDouble(this.#bytes.readDoubleLE(this.#take(8, end)))
      case 0x02:
        return this.#string(end)
      case 0x03:
        return this.doc(end, depth + 1)
      case 0x04:
        return this.#array(end, depth + 1)
      case 0x05:
        return this.#binary(end)
      case 0x07: {
        const from = this.#take(12, end)
        return new Oid(this.#bytes.toString('hex', from, from + 12))
      }
      case 0x08: {
        const byte = this.#byte(end)
        if (byte > 1) throw invalid('boolean is neither 0 nor 1')
        return byte === 1
      }
      case 0x09:
        return new Date(this.#long(end).toNumber())
      case 0x0a:
        return null
      case 0x0b: {
        const pattern = this.#cstring(end)
        const options = this.#cstring(end)
        if (/[^ilmsux]/.test(options)) throw invalid(`regular expression options '${options}'`)
        return new BSONRegExp(pattern, options)
      }
      case 0x0d:
        return new Code(this.#string(end))
      case 0x10:
        return this.#int32(end)
      case 0x11: {
        const i = this.#int32(end) >>> 0
        return new Timestamp({ i, t: this.#int32(end) >>> 0 })
      }
      case 0x12:
        return this.#long(end)
      case 0x13: {
        const from = this.#take(16, end)
        return new Decimal128(Buffer.from(this.#bytes.subarray(from, from + 16)))
      }
      case 0x7f:
        return new MaxKey()
      case 0xff:
        return new MinKey()
      default:
        throw invalid(`type 0x${type.toString(16)} is unknown or deprecated`)
    }
  }

  #skip(type: number, end: number): void {
    if (type === 0x03 || type === 0x04) {
      const length = this.#bytes.readInt32LE(this.#take(4, end))
      this.#take(length - 4, end)
    } else if (type === 0x02) this.#take(this.#int32(end), end)
    else if (type === 0x09 || type === 0x01 || type === 0x12) this.#take(8, end)
    else if (type === 0x07) this.#take(12, end)
    else if (type === 0x10) this.#take(4, end)
    else this.#value(type, end, 0)
  }
}
