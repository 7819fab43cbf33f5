import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { DeskError, codeOf } from '../errors.ts'

const Kept = z.strictObject({ offsetMs: z.number().nonnegative() })

/** Keeps the sandbox clock's offset between two starts. */
export interface ClockFile {
  /** The offset kept last, in milliseconds; 0 when none was ever kept. Throws `clock_file_broken` on bad content. */
  read(): number
  /** Keeps the offset durably before it returns: what the desk did in the moved time must not happen again. */
  write(offsetMs: number): void
}

/** The clock file `sandbox-clock.json` in the data directory, which is made when missing. */
export function createClockFile(dataDir: string): ClockFile {
  const path = join(dataDir, 'sandbox-clock.json')
  return {
    read() {
      try {
        return Kept.parse(JSON.parse(readFileSync(path, 'utf8'))).offsetMs
      } catch (cause) {
        if (codeOf(cause) === 'ENOENT') return 0
        throw new DeskError('clock_file_broken', `${path} does not hold a clock offset`, { cause })
      }
    },
    write(offsetMs) {
      mkdirSync(dataDir, { recursive: true })
      const fresh = `${path}.new`
      const file = openSync(fresh, 'w')
      try {
        writeSync(file, JSON.stringify({ offsetMs }))
        fsyncSync(file)
      } finally {
        closeSync(file)
      }
      // Renaming is atomic: a crash leaves the old file or the new one, never half of either.
      renameSync(fresh, path)
    },
  }
}
