import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Middleware } from 'koa'
import { DeskError } from '../../errors.ts'

const BUILT_PAGE = fileURLToPath(new URL('../../../dist/page', import.meta.url))

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
}

/**
 * Serves the built page below `/sandbox/` and sends `/` there. The files are read once, here, so that no path of a
 * request ever touches the disk. Throws `page_not_built` when there is no built page in `folder`.
 */
export function createPageMiddleware({ folder = BUILT_PAGE }: { folder?: string } = {}): Middleware {
  const files = readFiles(folder)
  return async (ctx, next) => {
    if (ctx.path === '/' || ctx.path === '/sandbox') {
      ctx.redirect('/sandbox/')
      return
    }
    const path = ctx.path === '/sandbox/' ? '/sandbox/index.html' : ctx.path
    const body = files.get(path)
    if (body === undefined) {
      await next()
      return
    }
    if (ctx.method !== 'GET' && ctx.method !== 'HEAD') {
      ctx.status = 405
      ctx.set('allow', 'GET, HEAD')
      return
    }
    ctx.type = TYPES[extname(path)] ?? 'application/octet-stream'
    ctx.set('x-content-type-options', 'nosniff')
    ctx.set(
      'content-security-policy',
      "default-src 'self'; img-src 'self' blob: data:; frame-ancestors 'none'",
    )
    // Vite puts a hash of the content into the name of every asset; the page itself must always be fresh.
    ctx.set('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    ctx.body = body
  }
}

function readFiles(folder: string): ReadonlyMap<string, Buffer> {
  try {
    const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    const files = entries
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .map((path): [string, Buffer] => [
        `/sandbox/${relative(folder, path).split(sep).join('/')}`,
        readFileSync(path),
      ])
    const found = new Map(files)
    if (found.has('/sandbox/index.html')) return found
  } catch (cause) {
    throw new DeskError('page_not_built', `The sandbox page is missing in ${folder}`, { cause })
  }
  throw new DeskError('page_not_built', `The sandbox page is missing in ${folder}`)
}
