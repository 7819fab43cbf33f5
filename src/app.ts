import Router from '@koa/router'
import Koa from 'koa'
import type { Registry } from 'prom-client'
import { type ReportApi, addReportRoutes } from './http/api/report-api.ts'
import { errorBoundary } from './http/error-boundary.ts'
import { methodNotAllowed } from './http/method-not-allowed.ts'
import { healthz, metricsPage, readyz, type Probe } from './http/probes.ts'
import { receiveEvent } from './http/receive-event.ts'
import { requestLog } from './http/request-log.ts'
import { verifyUrl } from './http/verify-url.ts'
import type { WebhookKeys } from './http/webhook-keys.ts'
import type { Logger } from './logger.ts'
import type { InboundEvent } from './wecom/inbound-event.ts'

/** What the desk's HTTP side needs. `receive` resolves when the event is durably stored. */
export interface AppOptions {
  webhook: WebhookKeys
  receive: (event: InboundEvent) => Promise<void>
  probes: Readonly<Record<string, Probe>>
  metrics: Registry
  logger: Logger
  /** The API for the company's websites. */
  reportApi?: ReportApi
}

/** The application with all its routes (interface.md, HTTP); it does not listen yet. */
export function createApp({ webhook, receive, probes, metrics, logger, reportApi }: AppOptions): Koa {
  const router = new Router()
  router.get('/wecom/callback', verifyUrl(webhook, logger))
  router.post('/wecom/callback', receiveEvent(webhook, receive, logger))
  router.all('/wecom/callback', methodNotAllowed('GET', 'HEAD', 'POST'))
  router.get('/healthz', healthz())
  router.get('/readyz', readyz(probes, logger))
  router.get('/metrics', metricsPage(metrics))
  for (const path of ['/healthz', '/readyz', '/metrics']) router.all(path, methodNotAllowed('GET', 'HEAD'))
  if (reportApi !== undefined) addReportRoutes(router, reportApi)

  const app = new Koa()
  app.use(errorBoundary(logger))
  app.use(requestLog(logger))
  app.use(router.routes())
  // Koa would print what goes wrong after an answer has begun (a client gone away) on the console.
  app.on('error', (error: unknown) => logger.warn({ err: error }, 'answer not delivered'))
  return app
}
