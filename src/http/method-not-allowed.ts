import type Koa from 'koa'
import { refuse } from './error-boundary.ts'

/** 405 for whatever a known path does not do, naming what it does. */
export function methodNotAllowed(...allowed: string[]): Koa.Middleware {
  return (ctx) => {
    ctx.set('Allow', allowed.join(', '))
    refuse(ctx, 405, 'method not allowed')
  }
}
