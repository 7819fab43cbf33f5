import { closeSync, fstatSync, openSync, readSync } from 'node:fs'

const CHUNK_BYTES = 1024 * 1024

/** Reads a file forward in large chunks. The returned slices are valid until the next call. */
export class BufferedReader {
  readonly size: number
  readonly #fd: number
  #chunk = Buffer.alloc(0)
  #chunkStart = 0

  constructor(path: string) {
    this.#fd = openSync(path, 'r')
    this.size = fstatSync(this.#fd).size
  }

  /** The bytes at `offset`, or `undefined` when the file ends before them. */
  slice(offset: number, length: number): Buffer | undefined {
    if (offset + length > this.size) return undefined
    const from = offset - this.#chunkStart
    if (from < 0 || from + length > this.#chunk.length) this.#load(offset, length)
    const start = offset - this.#chunkStart
    const found = this.#chunk.subarray(start, start + length)
    return found.length === length ? found : undefined
  }

  close(): void {
    closeSync(this.#fd)
  }

  #load(offset: number, length: number): void {
    const wanted = Math.min(Math.max(length, CHUNK_BYTES), this.size - offset)
    const chunk = Buffer.allocUnsafeSlow(wanted)
    let filled = 0
    while (filled < wanted) {
      const count = readSync(this.#fd, chunk, filled, wanted - filled, offset + filled)
      if (count === 0) break
      filled += count
    }
    this.#chunk = chunk.subarray(0, filled)
    this.#chunkStart = offset
  }
}
