import type { Clock } from './clock.ts'
import type { Config } from './config/index.ts'
import { spanMs } from './domain/calendar/index.ts'
import type { ReportApi } from './http/api/report-api.ts'
import { createSubmit } from './inbox/submit.ts'
import { ticketIdOf, type TicketService } from './services/tickets.ts'
import type { Logger } from './logger.ts'
import type { Units } from './shared-state/units.ts'

/** Wires the API for the company's websites: tokens and limits from the configuration, reports through the inbox. */
export function createReportApi(
  { config, units, clock, logger }: { config: Config; units: Units; clock: Clock; logger: Logger },
  tickets: Pick<TicketService, 'find' | 'findByNumber'>,
  stores: Parameters<typeof createSubmit>[0],
): ReportApi {
  return {
    websites: config.websites,
    units,
    windowsOf: (communityId, what) =>
      config.policyFor(communityId).website[what].map(({ limit, per }) => ({ limit, spanMs: spanMs(per) })),
    bodyMaxBytes: (communityId) => config.policyFor(communityId).website.bodyMaxBytes,
    submit: createSubmit(stores),
    idOf: ticketIdOf,
    find: (wanted) => (wanted.startsWith('JD-') ? tickets.findByNumber(wanted) : tickets.find(wanted)),
    now: () => clock.now(),
    logger,
  }
}
