import { join } from 'node:path'
import type { ZodType } from 'zod'
import { readJournal, rewriteJournal, type Change } from './journal.ts'

/** Records of one kind by id, in the order in which they were first put; a record is replaced, never changed in place. */
export interface Table<T> {
  get(id: string): T | undefined
  put(id: string, record: T): void
  delete(id: string): void
  values(): IterableIterator<T>
}

/** Everything the emulator remembers; with a folder it survives `kill -9`. */
export interface Store {
  table<T>(name: string, schema: ZodType<T>): Table<T>
  /** Runs `act` and writes all its changes as one line: after a crash all of them are there, or none. */
  batch<R>(act: () => R): R
  close(): void
}

/** Opens the journal in `dataDir` (compacting it), or keeps everything in memory when there is none. */
export function openStore(dataDir?: string): Store {
  const path = dataDir === undefined ? undefined : join(dataDir, 'wecom-emulator.jsonl')
  const left = path === undefined ? new Map<string, Map<string, unknown>>() : replay(readJournal(path))
  const journal = path === undefined ? undefined : rewriteJournal(path, changesOf(left))
  let open: Change[] | undefined

  const record = (change: Change): void => {
    if (open !== undefined) open.push(change)
    else journal?.append([change])
  }

  return {
    table<T>(name: string, schema: ZodType<T>): Table<T> {
      const rows = new Map<string, T>()
      for (const [id, row] of left.get(name) ?? []) rows.set(id, schema.parse(row))
      left.delete(name)
      return {
        get: (id) => rows.get(id),
        put(id, row) {
          rows.set(id, row)
          record([name, id, row])
        },
        delete(id) {
          if (rows.delete(id)) record([name, id, null])
        },
        values: () => rows.values(),
      }
    },
    batch(act) {
      if (open !== undefined) return act() // inner batches belong to the outer one
      open = []
      try {
        return act()
      } finally {
        if (open.length > 0) journal?.append(open)
        open = undefined
      }
    },
    close: () => journal?.close(),
  }
}

function replay(changes: Change[]): Map<string, Map<string, unknown>> {
  const tables = new Map<string, Map<string, unknown>>()
  for (const [table, id, row] of changes) {
    const rows = tables.get(table) ?? new Map<string, unknown>()
    tables.set(table, rows)
    if (row === null) rows.delete(id)
    else rows.set(id, row)
  }
  return tables
}

function* changesOf(tables: Map<string, Map<string, unknown>>): Generator<Change> {
  for (const [table, rows] of tables) for (const [id, row] of rows) yield [table, id, row]
}
