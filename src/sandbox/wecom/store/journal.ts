import { closeSync, existsSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'

/** One change: table, id, and the record as it is now (`null` when it was deleted). */
export type Change = [table: string, id: string, record: unknown]

/** Appends groups of changes to a file; a group is one line, so that a crash keeps all of it or nothing. */
export interface Journal {
  append(changes: Change[]): void
  close(): void
}

const Line = z.array(z.tuple([z.string(), z.string(), z.unknown()]))

/** Reads the changes that a former process left; a line torn by a crash ends the reading. */
export function readJournal(path: string): Change[] {
  if (!existsSync(path)) return []
  const changes: Change[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const parsed = parseLine(line)
    if (parsed === undefined) break
    changes.push(...parsed)
  }
  return changes
}

function parseLine(line: string): Change[] | undefined {
  try {
    return Line.parse(JSON.parse(line))
  } catch {
    return undefined
  }
}

/** Starts a fresh journal that holds exactly `kept`, put in the old one's place by one rename, and opens it for more. */
export function rewriteJournal(path: string, kept: Iterable<Change>): Journal {
  mkdirSync(dirname(path), { recursive: true })
  const draft = `${path}.new`
  const file = openSync(draft, 'w')
  for (const change of kept) writeSync(file, `${JSON.stringify([change])}\n`)
  renameSync(draft, path)
  let closed = false
  return {
    append(changes) {
      // A call that is still running when everything stops is answered to nobody, so it need not be kept either.
      if (!closed) writeSync(file, `${JSON.stringify(changes)}\n`)
    },
    close() {
      if (!closed) closeSync(file)
      closed = true
    },
  }
}
