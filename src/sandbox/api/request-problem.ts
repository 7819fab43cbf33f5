import type { RouterContext } from '@koa/router'
import type { Next } from 'koa'
import { codeOf, DeskError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'

/** A request of the sandbox that cannot be served; `message` is Chinese and meant for the reader of the answer. */
export class RequestProblem extends DeskError {
  readonly status: number

  constructor(status: number, message: string, cause?: unknown) {
    super('sandbox_request', message, { cause })
    this.status = status
  }
}

/** Turns whatever a route throws into `{"error": …}`; only unforeseen errors are logged, and their text stays inside. */
export function answerProblems(logger: Logger) {
  return async (ctx: RouterContext, next: Next): Promise<void> => {
    try {
      await next()
    } catch (error) {
      if (error instanceof RequestProblem) {
        ctx.status = error.status
        ctx.body = { error: error.message }
        return
      }
      logger.error({ err: error, code: codeOf(error), path: ctx.path }, 'sandbox request failed')
      ctx.status = 500
      ctx.body = { error: '服务台内部出错，请查看日志' }
    }
  }
}
