import { randomInt } from 'node:crypto'
import { Long } from 'bson'
import { RawDoc, type Reply } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'

/** A batch ends when it passes this size, so that a reply always fits in a message. */
const BATCH_BYTES = 16 * 1024 * 1024
/** A cursor nobody asked for during this time is closed (MongoDB's default). */
const IDLE_MS = 10 * 60 * 1000

interface Cursor {
  ns: string
  rest: readonly (() => Buffer)[]
  at: number
  usedAt: number
}

/** The open cursors. What a cursor has still to give was chosen when it was opened; later changes do not show. */
export class Cursors {
  readonly #open = new Map<bigint, Cursor>()

  get size(): number {
    return this.#open.size
  }

  /** Answers the command that opens a cursor: the first batch, and an id when there is more. */
  first(ns: string, items: Iterable<() => Buffer>, batchSize: number, isSingle = false): Reply {
    const source = items[Symbol.iterator]()
    const batch: RawDoc[] = []
    for (let bytes = 0; batch.length < batchSize && bytes < BATCH_BYTES;) {
      const next = source.next()
      if (next.done === true) return reply(ns, 'firstBatch', batch, 0n)
      const raw = next.value()
      bytes += raw.length
      batch.push(new RawDoc(raw))
    }
    const rest: (() => Buffer)[] = []
    if (isSingle) source.return?.()
    else for (let next = source.next(); next.done !== true; next = source.next()) rest.push(next.value)
    return reply(
      ns,
      'firstBatch',
      batch,
      rest.length === 0 ? 0n : this.#keep({ ns, rest, at: 0, usedAt: Date.now() }),
    )
  }

  #keep(cursor: Cursor): bigint {
    const id = BigInt(randomInt(1, 2 ** 47))
    this.#open.set(id, cursor)
    return id
  }

  /** Answers `getMore`; throws `CursorNotFound`. */
  more(id: bigint, ns: string, batchSize: number): Reply {
    const cursor = this.#open.get(id)
    if (cursor?.ns !== ns) throw new MongoError('CursorNotFound', `cursor id ${id} not found`)
    cursor.usedAt = Date.now()
    const batch: RawDoc[] = []
    for (let bytes = 0; batch.length < batchSize && bytes < BATCH_BYTES;) {
      const render = cursor.rest[cursor.at]
      if (render === undefined) break
      cursor.at++
      const raw = render()
      bytes += raw.length
      batch.push(new RawDoc(raw))
    }
    const isOver = cursor.at >= cursor.rest.length
    if (isOver) this.#open.delete(id)
    return reply(ns, 'nextBatch', batch, isOver ? 0n : id)
  }

  /** Closes a cursor; false when there is none of that id. */
  kill(id: bigint): boolean {
    return this.#open.delete(id)
  }

  /** Closes the cursors that nobody has used for ten minutes. */
  reap(): void {
    const before = Date.now() - IDLE_MS
    for (const [id, cursor] of this.#open) if (cursor.usedAt < before) this.#open.delete(id)
  }
}

function reply(ns: string, name: 'firstBatch' | 'nextBatch', batch: RawDoc[], id: bigint): Reply {
  return { cursor: { [name]: batch, id: Long.fromBigInt(id), ns } }
}
