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

/** Room written ahead, in bytes: a sync within it need not also record a new length of the file. */
const RESERVE = Buffer.alloc(1024 * 1024)

/** Opens (or creates) a file for appending after its first `length` bytes; what lies beyond is cut off. */
export function openAppendFile(path: string, length: number): AppendFile {
  const fd = openSync(path, 'a+', 0o600)
  closeSync(fd)
  return new ReservingFile(openSync(path, 'r+'), length)
}

class ReservingFile implements AppendFile {
  readonly #fd: number
  #size: number
  #reserved: number

  constructor(fd: number, length: number) {
    this.#fd = fd
    this.#size = length
    this.#reserved = length
    if (fstatSync(fd).size !== length) ftruncateSync(fd, length)
  }

  get size(): number {
    return this.#size
  }

  append(bytes: Buffer): void {
    try {
      if (this.#size + bytes.length > this.#reserved) this.#reserve()
      this.#write(bytes, this.#size)
    } catch (error) {
      // Gives back the room as well, and wipes what was begun.
      ftruncateSync(this.#fd, this.#size)
      this.#reserved = this.#size
      throw error
    }
    this.#size += bytes.length
    this.#reserved = Math.max(this.#reserved, this.#size)
  }

  sync(): void {
    fdatasyncSync(this.#fd)
  }

  close(): void {
    ftruncateSync(this.#fd, this.#size)
    closeSync(this.#fd)
  }

  /** A disk too full for the reserve may still have room for the record itself. */
  #reserve(): void {
    try {
      this.#write(RESERVE, this.#reserved)
      this.#reserved += RESERVE.length
    } catch {
      ftruncateSync(this.#fd, this.#size)
      this.#reserved = this.#size
    }
  }

  #write(bytes: Buffer, position: number): void {
    for (let done = 0; done < bytes.length;) {
      done += writeSync(this.#fd, bytes, done, bytes.length - done, position + done)
    }
  }
}
