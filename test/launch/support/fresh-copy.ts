import { cp, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { basename, join, relative, sep } from 'node:path'
import { emptyFolder, REPOSITORY } from './folders.ts'

/** Names at the top of the repository that a clone does not have; patterns such as `*.log` do not matter here. */
async function ignoredPaths(): Promise<Set<string>> {
  const lines = (await readFile(join(REPOSITORY, '.gitignore'), 'utf8')).split('\n')
  return new Set([
    '.git',
    ...lines.map((line) => line.trim().replace(/\/$/, '')).filter((line) => line !== ''),
  ])
}

/** A copy of the repository as a clone would have it: nothing installed, nothing built, no data. */
export async function freshCopy(name: string): Promise<string> {
  const folder = join(await emptyFolder(name), 'property-desk')
  const ignored = await ignoredPaths()
  await cp(REPOSITORY, folder, {
    recursive: true,
    filter: (source) => !ignored.has(relative(REPOSITORY, source).split(sep).join('/')),
  })
  return folder
}

/**
 * Gives a copy what is installed here, without installing it again: the folder is its own, its packages are links. An
 * `npm ci` that should not happen would thus take away links, never our packages.
 */
export async function lendPackages(folder: string): Promise<void> {
  const lent = join(folder, 'node_modules')
  await mkdir(lent)
  for (const entry of await readdir(join(REPOSITORY, 'node_modules'), { withFileTypes: true })) {
    const source = join(REPOSITORY, 'node_modules', entry.name)
    if (entry.isFile()) await cp(source, join(lent, basename(source)))
    else if (entry.name !== '.cache') await symlink(source, join(lent, entry.name), 'dir')
  }
}
