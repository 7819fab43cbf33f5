import type Koa from 'koa'
import { codeOf } from '../../errors.ts'
import { admit } from './access.ts'
import { refuseWith } from './problems.ts'
import type { ReportApi } from './report-api.ts'
import { reportStateOf } from './report-state.ts'

/** `GET /api/v1/reports/:number`: by number or id, only what websites of the same community reported. */
export function getReport(api: ReportApi): Koa.Middleware {
  return async (ctx) => {
    const website = await admit(ctx, 'reads', api)
    if (website === undefined) return
    const wanted = /\/([^/]*)$/.exec(ctx.path)?.[1] ?? ''
    try {
      const ticket = /^(JD-\d{8}-\d{4,12}|t[0-9a-f]{23})$/.test(wanted) ? await api.find(wanted) : undefined
      const isTheirs = ticket?.communityId === website.communityId && 'web' in ticket.reception.reporter
      // What is not theirs is not there: the answer tells no numbers of others.
      if (ticket !== undefined && isTheirs) ctx.body = reportStateOf(ticket)
      else refuseWith(ctx, 'not_found')
    } catch (error) {
      api.logger.error({ code: codeOf(error), site: website.name }, 'report of a website could not be read')
      ctx.set('Retry-After', '30')
      refuseWith(ctx, 'away')
    }
  }
}
