import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The repository that these tests belong to. */
export const REPOSITORY = fileURLToPath(new URL('../../..', import.meta.url))

/** A file with its path below the repository, in `/`. */
export interface SourceFile {
  path: string
  text: string
}

/** All files of a folder with one of the endings, whatever their depth. */
export function filesOf(folder: string, endings: readonly string[]): SourceFile[] {
  return readdirSync(join(REPOSITORY, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && endings.some((ending) => entry.name.endsWith(ending)))
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => ({
      path: relative(REPOSITORY, path).split(sep).join('/'),
      text: readFileSync(path, 'utf8'),
    }))
}

/** The text of one file of the repository. */
export function readText(path: string): string {
  return readFileSync(join(REPOSITORY, path), 'utf8')
}
