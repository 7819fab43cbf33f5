import type Router from '@koa/router'
import type Koa from 'koa'
import type { Ticket } from '../../domain/ticket/index.ts'
import type { Submitted } from '../../inbox/submit.ts'
import type { WebReport } from '../../inbox/web-report.ts'
import type { AccessOptions } from './access.ts'
import { crossOrigin } from './access.ts'
import { getReport } from './get-report.ts'
import { postReport } from './post-report.ts'
import { refuseWith } from './problems.ts'

/** What the API for websites needs of the desk (REC-3.1.1, 网上; docs/openapi.json). */
export interface ReportApi extends AccessOptions {
  bodyMaxBytes: (communityId: string) => number
  /** Stores durably; rejects when nothing took the report. */
  submit: (event: WebReport) => Promise<Submitted>
  /** The id of the ticket that this delivery becomes. */
  idOf: (deliveryId: string) => string
  /** By number or id. */
  find: (wanted: string) => Promise<Ticket | undefined>
}

/** Adds the routes under `/api/v1/reports`. */
export function addReportRoutes(router: Router, api: ReportApi): void {
  const cors = crossOrigin(api.websites)
  const refuseMethod =
    (allowed: string): Koa.Middleware =>
    (ctx) => {
      ctx.set('Allow', allowed)
      refuseWith(ctx, 'method')
    }
  router.options('/api/v1/reports', cors)
  router.options('/api/v1/reports/:number', cors)
  router.post('/api/v1/reports', cors, postReport(api))
  router.get('/api/v1/reports/:number', cors, getReport(api))
  router.all('/api/v1/reports', cors, refuseMethod('POST, OPTIONS'))
  router.all('/api/v1/reports/:number', cors, refuseMethod('GET, HEAD, OPTIONS'))
}
