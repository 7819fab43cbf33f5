import { BufferedReader } from './buffered-reader.ts'
import { DamageError } from './damage.ts'
import { checkedPayload, decodeHeader, HEADER_BYTES, MAX_RECORD_BYTES, TRAILER_BYTES } from './record.ts'
import { isUnwritten, isZeroToTheEnd } from './unwritten.ts'

/** How a file ends: `length` is where its last whole record ends, `sequence` the number of records. */
export interface FileEnd {
  length: number
  sequence: number
  torn: boolean
}

/** Receives the payload of a record and where the record begins. */
export type VisitRecord = (payload: Buffer, offset: number) => void

/**
 * Reads every record of a file in order, up to the room reserved behind the last one. A file that stops inside a
 * record was cut by a crash before that record was acknowledged: it ends there (`torn`). Anything else that does not
 * fit is damage and throws `DamageError`; with `tolerate` (repair), a record whose contents are damaged is left out,
 * and the file ends at a damaged header, because nobody knows where the next one is.
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
      if (record === 'end' || record === 'torn') return { length: offset, sequence, torn: record === 'torn' }
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

/** The record at `offset`, what is wrong with it, or that there is none. */
function readRecord(
  reader: BufferedReader,
  path: string,
  offset: number,
  sequence: number,
): { payload: Buffer; end: number } | DamageError | 'end' | 'torn' {
  const bytes = reader.slice(offset, HEADER_BYTES)
  if (bytes === undefined) return 'torn'
  const header = decodeHeader(bytes)
  if (header === undefined) {
    if (isZeroToTheEnd(reader, offset)) return 'end'
    if (isUnwritten(reader, offset, offset + HEADER_BYTES)) return 'torn'
    return new DamageError(path, offset, 'the checksum of a record header does not fit')
  }
  if (header.sequence !== sequence >>> 0) {
    return new DamageError(path, offset, `record ${header.sequence} stands where record ${sequence} belongs`)
  }
  if (header.length > MAX_RECORD_BYTES) return new DamageError(path, offset, `record length ${header.length}`)
  const end = offset + HEADER_BYTES + header.length + TRAILER_BYTES
  const body = reader.slice(offset + HEADER_BYTES, end - offset - HEADER_BYTES)
  if (body === undefined) return 'torn'
  const payload = checkedPayload(body, header.checksum)
  if (payload !== undefined) return { payload, end }
  if (isUnwritten(reader, offset, end)) return 'torn'
  return new DamageError(path, offset, 'the checksum of a record does not fit', end)
}
