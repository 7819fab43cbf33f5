import type Koa from 'koa'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'

/**
 * The one place where errors of a request end: outwardly a status and `{"error":"…"}` without internals, inwardly one log
 * line. Errors made for the client (status below 500, `expose`) keep their words, everything else becomes a bare 500.
 */
export function errorBoundary(logger: Logger): Koa.Middleware {
  return async (ctx, next) => {
    try {
      await next()
      if (ctx.status === 404 && (ctx.body === undefined || ctx.body === null)) refuse(ctx, 404, 'not found')
    } catch (error) {
      if (isForClient(error)) {
        refuse(ctx, error.status, error.message)
        return
      }
      logger.error({ err: error, code: codeOf(error), path: ctx.path }, 'request failed')
      refuse(ctx, 500, 'internal error')
    }
  }
}

/** Answers with a status and a short reason in JSON. */
export function refuse(ctx: Koa.Context, status: number, error: string): void {
  ctx.status = status
  ctx.body = { error }
}

function isForClient(error: unknown): error is Error & { status: number } {
  if (!(error instanceof Error) || !('status' in error) || !('expose' in error)) return false
  return error.expose === true && typeof error.status === 'number' && error.status < 500
}
