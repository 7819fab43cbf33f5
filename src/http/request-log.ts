import type Koa from 'koa'
import type { Logger } from '../logger.ts'

/** Asked for every few seconds by machines; at `info` they would drown the rest. */
const QUIET = new Set(['/healthz', '/readyz', '/metrics'])
const PATH_MAX_CHARS = 200

/** One line per finished request: never a body or a query string, both can carry secrets. */
export function requestLog(logger: Logger): Koa.Middleware {
  return async (ctx, next) => {
    const startedAt = performance.now()
    ctx.res.once('close', () => {
      const { method, path, status } = ctx
      const line = {
        method,
        path: path.slice(0, PATH_MAX_CHARS),
        status,
        ms: Math.round(performance.now() - startedAt),
      }
      if (QUIET.has(path)) logger.debug(line, 'request')
      else logger.info(line, 'request')
    })
    await next()
  }
}
