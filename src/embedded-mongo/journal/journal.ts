import { MongoError } from '../mongo-error.ts'
import { codeOf } from '../../errors.ts'
import type { AppendFile } from './append-file.ts'
import { encodeOps, type Op } from './op.ts'
import { encodeRecord } from './record.ts'

/**
 * The end of the newest journal file. `append` writes, `sync` makes durable; between the two the journal is `dirty`
 * and no answer may leave. After a failed sync nobody knows what is on the disk, so it refuses everything.
 */
export class Journal {
  #file: AppendFile
  #sequence: number
  #dirty = false
  #failure: unknown

  constructor(file: AppendFile, sequence: number) {
    this.#file = file
    this.#sequence = sequence
  }

  get dirty(): boolean {
    return this.#dirty
  }

  get size(): number {
    return this.#file.size
  }

  /** Appends the ops of one command as one record; throws `OutOfDiskSpace` when there is no room for it. */
  append(ops: readonly Op[]): void {
    if (this.#failure !== undefined) throw this.#unusable()
    try {
      this.#file.append(encodeRecord(this.#sequence, encodeOps(ops)))
    } catch (error) {
      if (['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error))) {
        throw new MongoError('OutOfDiskSpace', 'no space left for the journal; nothing was changed')
      }
      this.#failure = error
      throw this.#unusable()
    }
    this.#sequence++
    this.#dirty = true
  }

  /** Returns when every appended record is on the disk; throws when that cannot be said. */
  sync(): void {
    if (this.#failure !== undefined) throw this.#unusable()
    if (!this.#dirty) return
    try {
      this.#file.sync()
    } catch (error) {
      this.#failure = error
      throw this.#unusable()
    }
    this.#dirty = false
  }

  /** Goes on in a new file that holds its header. The old one is complete on the disk before that. */
  rotate(file: AppendFile): void {
    this.sync()
    this.#file.close()
    this.#file = file
    this.#sequence = 1
  }

  close(): void {
    this.#file.close()
  }

  #unusable(): MongoError {
    return new MongoError('InternalError', `the journal cannot be written: ${String(this.#failure)}`)
  }
}
