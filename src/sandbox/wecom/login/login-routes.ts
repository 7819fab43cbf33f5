import type { Context, Middleware } from 'koa'
import type { Platform } from '../platform.ts'
import { isRefusal } from '../server/api-method.ts'
import type { Refusal } from '../server/refusal.ts'
import { authorize } from './authorize.ts'
import { renderLoginError, renderLoginPage } from './login-page.ts'
import { readLoginOrder } from './read-order.ts'

/**
 * Serves the login addresses. `emulator_person` in the query stands for the phone that is logged in or scans the
 * code, `emulator_refuses=1` for its no, `emulator_grants` for the private fields agreed to; without a person the
 * browser shows a page to pick one.
 */
export function serveLogin(platform: Platform): Middleware {
  return async (ctx, next) => {
    const address = new URL(ctx.url, platform.address())
    const order = ctx.method === 'GET' ? readLoginOrder(platform, address) : undefined
    if (order === undefined) {
      await next()
      return
    }
    const person = address.searchParams.get('emulator_person')
    if (isRefusal(order)) showError(platform, ctx, order)
    else if (person === null) ctx.body = renderLoginPage(platform, order, address)
    else {
      const grants = address.searchParams.get('emulator_grants')?.split(',')
      const refuses = address.searchParams.get('emulator_refuses') === '1'
      const answer = authorize(platform, order, person, {
        refuses,
        ...(grants === undefined ? {} : { grants }),
      })
      if (isRefusal(answer)) showError(platform, ctx, answer)
      else {
        ctx.status = 302
        ctx.set('Location', answer.location)
      }
    }
  }
}

function showError(platform: Platform, ctx: Context, { errcode, errmsg }: Refusal): void {
  platform.report({ kind: 'refused', api: ctx.path, errcode, detail: errmsg })
  ctx.set('Error-Code', String(errcode))
  ctx.type = 'html'
  ctx.body = renderLoginError(errcode, errmsg)
}
