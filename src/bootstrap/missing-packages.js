import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

// Plain JavaScript on purpose, like everything in this folder: it runs before anything is installed.

/**
 * Names the packages of `<root>/package-lock.json` that `<root>/node_modules` lacks or holds in another version, as
 * paths below the root; optional ones (binaries of other platforms) may be absent. Throws when the lock file is
 * missing or is no JSON.
 */
export function findMissingPackages(root) {
  const wanted = readPackages(join(root, 'package-lock.json'))
  // npm writes this list as the last step of an installation, so half of one has none, or that of its predecessor.
  const listPath = join(root, 'node_modules', '.package-lock.json')
  const installed = existsSync(listPath) ? readInstalled(listPath) : {}
  return Object.entries(wanted)
    .filter(([path, { optional, link }]) => path !== '' && optional !== true && link !== true)
    .filter(
      ([path, { version }]) =>
        installed[path]?.version !== version || !existsSync(join(root, path, 'package.json')),
    )
    .map(([path]) => path)
}

function readInstalled(path) {
  try {
    return readPackages(path)
  } catch {
    return {} // cut off in the middle of writing: as good as none
  }
}

function readPackages(path) {
  return JSON.parse(readFileSync(path, 'utf8')).packages ?? {}
}
