import { join } from 'node:path'

/** The folder of the desk's data directory in which its embedded store lives (`docs/decisions/0001-embedded-store.md`). */
export function deskStore(dataDir: string): string {
  return join(dataDir, 'store')
}
