import { crc32 } from 'node:zlib'
import { BufferedReader } from './buffered-reader.ts'
import { DamageError } from './damage.ts'
import { decodeHeader, HEADER_BYTES, MAX_RECORD_BYTES } from './record.ts'

/** How a file ends: `length` is where its last whole record ends, `sequence` the number of records. */
export interface FileEnd {
  length: number
  sequence: number
  torn: boolean
}

/** Receives the payload of a record and where the record begins. */
export type VisitRecord = (payload: Buffer, offset: number) => void

/**
 * Reads every record of a file in order. A file that stops inside a record, or trails off in zeros, was cut by a
 * crash before that record was acknowledged: it ends there (`torn`). Anything else that does not fit is damage and
 * throws `DamageError`; with `tolerate` (repair), a record whose contents are damaged is left out, and the file ends
 * at a damaged header, because nobody knows where the next one is.
 */
export function readRecords(
  path: string,
  visit: VisitRecord,
  tolerate?: (damage: DamageError) => void,
): FileEnd {
  const reader = new BufferedReader(path)
  try {
    let [offset, sequence] = [0, 0]
    for (; offset < reader.size; sequence++) {
      const record = readRecord(reader, path, offset, sequence)
      if (record === undefined) return { length: offset, sequence, torn: true }
      if (record instanceof DamageError) {
        if (tolerate === undefined) throw record
        tolerate(record)
        if (record.resumeAt === undefined) return { length: offset, sequence, torn: false }
        offset = record.resumeAt
        continue
      }
      visit(record.payload, offset)
      offset = record.end
    }
    return { length: offset, sequence, torn: false }
  } finally {
    reader.close()
  }
}

/** The record at `offset`, its damage, or `undefined` for a torn tail. */
function readRecord(
  reader: BufferedReader,
  path: string,
  offset: number,
  sequence: number,
): { payload: Buffer; end: number } | DamageError | undefined {
  const bytes = reader.slice(offset, HEADER_BYTES)
  if (bytes === undefined) return undefined
  const header = decodeHeader(bytes)
  if (header === undefined) {
    if (isZeroToTheEnd(reader, offset)) return undefined
    return new DamageError(path, offset, 'the checksum of a record header does not fit')
  }
  if (header.sequence !== sequence >>> 0) {
    return new DamageError(path, offset, `record ${header.sequence} stands where record ${sequence} belongs`)
  }
  if (header.length > MAX_RECORD_BYTES) return new DamageError(path, offset, `record length ${header.length}`)
  const payload = reader.slice(offset + HEADER_BYTES, header.length)
  if (payload === undefined) return undefined
  const end = offset + HEADER_BYTES + header.length
  if (crc32(payload) !== header.checksum) {
    if (isZeroTail(payload) && isZeroToTheEnd(reader, end)) return undefined
    return new DamageError(path, offset, 'the checksum of a record does not fit', end)
  }
  return { payload, end }
}

/** A power cut may leave the length of the last append on disk without (all of) its contents. */
function isZeroToTheEnd(reader: BufferedReader, offset: number): boolean {
  for (let at = offset; at < reader.size; at += 65536) {
    const part = reader.slice(at, Math.min(65536, reader.size - at))
    if (part?.some((byte) => byte !== 0) ?? true) return false
  }
  return true
}

/** True when at least a disk sector's worth of the payload's end is zeros. */
function isZeroTail(payload: Buffer): boolean {
  const tail = payload.subarray(-512)
  return payload.length >= 512 && tail.every((byte) => byte === 0)
}
