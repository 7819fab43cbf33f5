import { closeSync, fdatasyncSync, fstatSync, ftruncateSync, openSync, writeSync } from 'node:fs'

/** What the journal needs of a file; passed in so that tests can fill the disk. */
export interface AppendFile {
  readonly size: number
  /** Appends all bytes or throws, leaving the file as long as it was. */
  append(bytes: Buffer): void
  /** Returns when everything appended is on the disk. */
  sync(): void
  close(): void
}

/** Opens (or creates) a file for appending after its first `length` bytes; what lies beyond is cut off. */
export function openAppendFile(path: string, length?: number): AppendFile {
  const fd = openSync(path, 'a', 0o600)
  let size = fstatSync(fd).size
  if (length !== undefined && length < size) {
    ftruncateSync(fd, length)
    size = length
  }
  return {
    get size() {
      return size
    },
    append(bytes) {
      try {
        for (let done = 0; done < bytes.length;) done += writeSync(fd, bytes, done)
      } catch (error) {
        ftruncateSync(fd, size)
        throw error
      }
      size += bytes.length
    },
    sync: () => fdatasyncSync(fd),
    close: () => closeSync(fd),
  }
}
