import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { codeOf, DeskError } from '../../errors.ts'

const SOURCES = fileURLToPath(new URL('../../../src/sandbox/page', import.meta.url))
const BUILT = fileURLToPath(new URL('../../../dist/page', import.meta.url))

/**
 * Builds the page into `dist/page` unless the build there is as new as its sources. Throws `page_not_built` when
 * there is none and Vite, a development dependency, is not installed.
 */
export async function buildPage(): Promise<void> {
  if (isPageFresh(SOURCES, BUILT)) return
  // Built beside its place and then moved there: a build that fails or is killed never leaves half a page.
  const fresh = `${BUILT}.${process.pid}`
  try {
    const { build } = await import('vite')
    await build({
      configFile: join(SOURCES, 'vite.config.ts'),
      logLevel: 'warn',
      build: { outDir: fresh, emptyOutDir: true },
    })
    rmSync(BUILT, { recursive: true, force: true })
    renameSync(fresh, BUILT)
  } catch (cause) {
    rmSync(fresh, { recursive: true, force: true })
    if (codeOf(cause) === 'ERR_MODULE_NOT_FOUND' && existsSync(join(BUILT, 'index.html'))) return
    throw new DeskError('page_not_built', 'The sandbox page could not be built', { cause })
  }
}

/** Whether `built` holds a page at least as new as everything in `sources`; without sources any page is fresh. */
export function isPageFresh(sources: string, built: string): boolean {
  const page = join(built, 'index.html')
  if (!existsSync(page)) return false
  if (!existsSync(join(sources, 'index.html'))) return true
  // Folders count too: their time changes when a file is taken away.
  const entries = readdirSync(sources, { recursive: true, withFileTypes: true })
  const paths = [sources, ...entries.map((entry) => join(entry.parentPath, entry.name))]
  const builtMs = statSync(page).mtimeMs
  return paths.every((path) => statSync(path).mtimeMs <= builtMs)
}
