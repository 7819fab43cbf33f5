import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository that these tests belong to. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))

const made: string[] = []

/** A new empty folder that `removeFolders` takes away. */
export async function emptyFolder(name: string): Promise<string> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), `property-desk-${name}-`)))
  made.push(folder)
  return folder
}

/** Takes away what `emptyFolder` made; for an `after` hook. */
export async function removeFolders(): Promise<void> {
  await Promise.all(
    made.splice(0).map((folder) => rm(folder, { recursive: true, force: true, maxRetries: 3 })),
  )
}
