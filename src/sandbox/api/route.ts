import type { RouterContext } from '@koa/router'
import type { PhoneRefusal, ShownMessage } from '../phones.ts'
import { RequestProblem } from './request-problem.ts'

/** Answers one request: what it returns becomes the JSON body, unless it took the response over itself. */
export type Answer = (ctx: RouterContext) => unknown

/** One path of the sandbox's API, relative to `/sandbox/api`, with the methods it knows; any other method is a 405. */
export interface SandboxRoute {
  path: string
  get?: Answer
  post?: Answer
}

/** A named part of the route's path. */
export function requireParam(ctx: RouterContext, name: string): string {
  const value = ctx.params[name]
  if (value === undefined) throw new Error(`The path has no ${name}`)
  return value
}

/** The conversation, or a 404 with the phone's own words: nobody (and no group) goes by that id. */
export function requireKnown(shown: ShownMessage[] | PhoneRefusal): ShownMessage[] {
  if (Array.isArray(shown)) return shown
  throw new RequestProblem(404, shown.refused)
}

/** What was done on a phone, or a 409: the person is known, but the act was refused. */
export function requireDone(done: { id: string } | PhoneRefusal): { id: string } {
  if ('refused' in done) throw new RequestProblem(409, done.refused)
  return done
}
