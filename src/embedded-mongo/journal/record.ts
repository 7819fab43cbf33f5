import { crc32 } from 'node:zlib'

/** Bytes before each payload: length, sequence number, checksum of the payload, checksum of these three. */
export const HEADER_BYTES = 16

/** Bytes behind each payload: one that is not zero, so that an end that was never written can be told. */
export const TRAILER_BYTES = 1
const TRAILER = 0xa5

/** Upper bound of one record; a larger length can only be damage. */
export const MAX_RECORD_BYTES = 256 * 1024 * 1024

/** One record of a file: `sequence` counts from 0 in every file, so that a missing stretch is noticed. */
export function encodeRecord(sequence: number, payload: Buffer): Buffer {
  const record = Buffer.allocUnsafe(HEADER_BYTES + payload.length + TRAILER_BYTES)
  record.writeUInt32LE(payload.length, 0)
  record.writeUInt32LE(sequence >>> 0, 4)
  record.writeUInt32LE(crc32(payload), 8)
  record.writeUInt32LE(crc32(record.subarray(0, 12)), 12)
  payload.copy(record, HEADER_BYTES)
  record.writeUInt8(TRAILER, HEADER_BYTES + payload.length)
  return record
}

/** What a header says, or `undefined` when its own checksum does not fit. */
export function decodeHeader(
  header: Buffer,
): { length: number; sequence: number; checksum: number } | undefined {
  if (crc32(header.subarray(0, 12)) !== header.readUInt32LE(12)) return undefined
  return {
    length: header.readUInt32LE(0),
    sequence: header.readUInt32LE(4),
    checksum: header.readUInt32LE(8),
  }
}

/** The payload of a record behind its header, or `undefined` when checksum or trailer do not fit. */
export function checkedPayload(body: Buffer, checksum: number): Buffer | undefined {
  const payload = body.subarray(0, -TRAILER_BYTES)
  return body.at(-1) === TRAILER && crc32(payload) === checksum ? payload : undefined
}
