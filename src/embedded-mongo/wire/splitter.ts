import { HEADER_BYTES, ProtocolError } from './message.ts'

/** Cuts the stream of one connection into messages. */
export class Splitter {
  readonly #limit: number
  #parts: Buffer[] = []
  #size = 0

  constructor(limit: number) {
    this.#limit = limit
  }

  /** Takes the next bytes and gives the messages that are now complete, until a length is impossible: then throws. */
  *push(bytes: Buffer): Generator<Buffer> {
    this.#parts.push(bytes)
    this.#size += bytes.length
    for (
      let length = this.#nextLength();
      length !== undefined && this.#size >= length;
      length = this.#nextLength()
    ) {
      const all = this.#joined()
      const rest = all.subarray(length)
      this.#parts = rest.length === 0 ? [] : [rest]
      this.#size = rest.length
      yield all.subarray(0, length)
    }
  }

  #nextLength(): number | undefined {
    if (this.#size < HEADER_BYTES) return undefined
    const first = this.#parts[0]
    const head = first !== undefined && first.length >= 4 ? first : this.#joined()
    const length = head.readInt32LE(0)
    if (length < HEADER_BYTES || length > this.#limit) throw new ProtocolError(`message length ${length}`)
    return length
  }

  #joined(): Buffer {
    const [only, ...others] = this.#parts
    const all = only !== undefined && others.length === 0 ? only : Buffer.concat(this.#parts, this.#size)
    this.#parts = [all]
    return all
  }
}
