import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { DeskError } from '../errors.ts'
import { parseStoredEvent, type DeskEvent } from './desk-event.ts'

/** A folder where events wait while the database is away; each lies in a file of its own, written durably. */
export interface Spool {
  add(event: DeskEvent): Promise<void>
  /** The event if it waits here. */
  find(deliveryId: string): Promise<DeskEvent | undefined>
  /**
   * Hands every waiting event to the listener and forgets those that it took; stops at the first that it did not. A file
   * that holds no event is set aside as `.broken` and told by rejecting, once, after the others were handed over.
   */
  drain(take: (event: DeskEvent) => Promise<void>): Promise<number>
}

/** The spool in `<dataDir>/inbox-spool` (`interface.md`, DATA_DIR). */
export function createSpool(dataDir: string): Spool {
  const folder = join(dataDir, 'inbox-spool')
  return {
    async find(deliveryId) {
      try {
        return readEvent(await readFile(join(folder, `${nameOf(deliveryId)}.json`), 'utf8'))
      } catch (error) {
        if (isMissing(error)) return undefined
        throw error
      }
    },
    async add(event) {
      await mkdir(folder, { recursive: true })
      const name = nameOf(event.deliveryId)
      const draft = join(folder, `${name}.${randomUUID()}.draft`)
      const file = await open(draft, 'wx')
      try {
        await file.writeFile(JSON.stringify(event))
        await file.datasync()
      } finally {
        await file.close()
      }
      // The rename makes it visible whole or not at all; the same delivery twice is one file.
      await rename(draft, join(folder, `${name}.json`))
    },
    async drain(take) {
      const names = (await listFolder(folder)).filter((name) => name.endsWith('.json'))
      const broken: string[] = []
      for (const name of names) {
        const path = join(folder, name)
        const event = readEvent(await readFile(path, 'utf8'))
        if (event === undefined) {
          broken.push(name)
          await rename(path, `${path}.broken`)
          continue
        }
        await take(event)
        await unlink(path)
      }
      if (broken.length > 0) throw new DeskError('spool_unreadable', `set aside: ${broken.join(' ')}`)
      return names.length
    },
  }
}

function nameOf(deliveryId: string): string {
  return createHash('sha256').update(deliveryId).digest('hex')
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function readEvent(text: string): DeskEvent | undefined {
  try {
    return parseStoredEvent(JSON.parse(text))
  } catch {
    return undefined
  }
}

async function listFolder(folder: string): Promise<string[]> {
  try {
    return await readdir(folder)
  } catch (error) {
    if (isMissing(error)) return []
    throw error
  }
}
