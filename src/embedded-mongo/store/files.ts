import { closeSync, fsyncSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

/** The files of a store. Generation n is: snapshot n (everything up to then), then the journals n, n+1 … in order. */
export interface StoreFiles {
  snapshots: number[]
  journals: number[]
  /** Paths of snapshots whose writing was interrupted. */
  unfinished: string[]
}

/** Where the store keeps its files inside the data directory of the desk. */
export function storeDirectory(dataDir: string): string {
  return join(dataDir, 'embedded-mongo')
}

/** Makes the directory (readable by its user only) and lists the generations found in it. */
export function listFiles(directory: string): StoreFiles {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const names = readdirSync(directory)
  const generations = (kind: string): number[] =>
    names
      .flatMap((name) => {
        const match = new RegExp(`^${kind}-(\\d{8})$`).exec(name)
        return match?.[1] === undefined ? [] : [Number(match[1])]
      })
      .sort((a, b) => a - b)
  const unfinished = names
    .filter((name) => /^snapshot-\d{8}\.tmp$/.test(name))
    .map((name) => join(directory, name))
  return { snapshots: generations('snapshot'), journals: generations('journal'), unfinished }
}

/** Path of one file, such as `journal-00000003`. */
export function filePath(directory: string, kind: 'snapshot' | 'journal', generation: number): string {
  return join(directory, `${kind}-${String(generation).padStart(8, '0')}`)
}

/** Makes creations, renames and removals in the directory durable (a no-op on systems without it). */
export function syncDirectory(directory: string): void {
  if (process.platform === 'win32') return
  const fd = openSync(directory, 'r')
  try {
    fsyncSync(fd)
  } finally {
    closeSync(fd)
  }
}
