import { Router, type RouterContext } from '@koa/router'
import type { Clock } from '../../clock.ts'
import type { Logger } from '../../logger.ts'
import type { Phones } from '../phones.ts'
import { createChangeFeed } from './change-feed.ts'
import { clockRoutes } from './clock-routes.ts'
import { contactRoutes, type ContactActs } from './contact-routes.ts'
import { eventRoutes } from './event-routes.ts'
import { faultRoutes, type FaultSwitch } from './fault-routes.ts'
import { groupRoutes } from './group-routes.ts'
import { memberRoutes } from './member-routes.ts'
import { ownerRoutes } from './owner-routes.ts'
import { peopleRoutes } from './people-routes.ts'
import type { ListedPeople } from './people.ts'
import { answerProblems, RequestProblem } from './request-problem.ts'
import type { SandboxRoute } from './route.ts'

/** What the sandbox's HTTP API is built upon. */
export interface SandboxRouterDeps {
  phones: Phones
  clock: Clock
  people: () => ListedPeople | Promise<ListedPeople>
  /** Moves the clock to the instant, doing everything that falls due on the way. */
  advance: (to: Date) => Promise<void>
  /** Resolves when the desk has handled everything it was told and its answers are delivered. */
  settle: () => Promise<void>
  faults?: FaultSwitch
  contacts?: ContactActs
  /** Aborted when the server stops, so that the pages' event streams do not hold it open. */
  stopping?: AbortSignal
  logger: Logger
}

/** Serves everything under `/sandbox/api` (`interface.md`, Sandbox), wrong methods (405) and unknown paths (404) too. */
export function createSandboxRouter(deps: SandboxRouterDeps): Router {
  const feed = createChangeFeed({ phones: deps.phones, stopping: deps.stopping })
  const routes = [
    ...clockRoutes({ ...deps, announce: feed.announce }),
    ...peopleRoutes(deps),
    ...memberRoutes(deps),
    ...ownerRoutes(deps),
    ...groupRoutes(deps),
    ...faultRoutes({ faults: deps.faults }),
    ...contactRoutes(deps),
    ...eventRoutes({ feed }),
  ]

  const router = new Router({ prefix: '/sandbox/api' })
  router.use(answerProblems(deps.logger))
  for (const route of routes) router.all(route.path, (ctx) => serve(route, ctx))
  router.all('/{*rest}', () => {
    throw new RequestProblem(404, '沙盒没有这个地址')
  })
  return router
}

async function serve(route: SandboxRoute, ctx: RouterContext): Promise<void> {
  const answer = ctx.method === 'GET' ? route.get : ctx.method === 'POST' ? route.post : undefined
  if (answer === undefined) {
    ctx.set('allow', [route.get && 'GET', route.post && 'POST'].filter((m) => m !== undefined).join(', '))
    throw new RequestProblem(405, '这个地址不支持该请求方法')
  }
  ctx.set('cache-control', 'no-store')
  const body = await answer(ctx)
  if (ctx.respond !== false) ctx.body = body
}
