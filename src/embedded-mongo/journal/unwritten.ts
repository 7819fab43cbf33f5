import type { BufferedReader } from './buffered-reader.ts'

/** The unit a disk writes at once, in bytes; operating systems write multiples of it. */
const SECTOR_BYTES = 512

/** True when nothing but zeros follows: room that was reserved and never written. */
export function isZeroToTheEnd(reader: BufferedReader, offset: number): boolean {
  for (let at = offset; at < reader.size; at += 65536) {
    const part = reader.slice(at, Math.min(65536, reader.size - at))
    if (part?.some((byte) => byte !== 0) ?? true) return false
  }
  return true
}

/**
 * True when the broken stretch from `start` to `end` was the last thing being written, and a crash kept part of it
 * from the disk: behind it there is nothing, and one of its sectors is still the zeros that were there before. No
 * damage to written bytes looks like that, as every record ends in a byte that is not zero.
 */
export function isUnwritten(reader: BufferedReader, start: number, end: number): boolean {
  if (!isZeroToTheEnd(reader, end)) return false
  for (let at = start - (start % SECTOR_BYTES) + SECTOR_BYTES; at < end; at += SECTOR_BYTES) {
    const sector = reader.slice(at, Math.min(SECTOR_BYTES, end - at))
    if (sector?.every((byte) => byte === 0) ?? false) return true
  }
  return false
}
