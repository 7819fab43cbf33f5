import type { Config } from './config/index.ts'
import type { Directory } from './directory/index.ts'
import { spanMs } from './domain/calendar/index.ts'
import type { Finding } from './domain/finding.ts'
import type { Logger } from './logger.ts'
import { createAuditScheduler } from './schedulers/auditor.ts'
import type { Scheduler } from './schedulers/scheduler.ts'
import { createQuietUntil } from './services/addressing.ts'
import { createAudit, type AuditDeps } from './services/audit.ts'
import type { Replies } from './services/replies.ts'
import type { ReviewService } from './services/reviews.ts'
import type { TicketService } from './services/tickets.ts'
import { sayFinding } from './texts/audit-texts.ts'

/** Findings that one look brings at most; a desk in trouble needs no list of everything. */
const FINDINGS_AT_MOST = 20

/** Wires the auditor: what it finds is told to the managers' group of the community, once, and not in its quiet hours. */
export function createDeskAuditor(deps: {
  config: Config
  database: {
    tickets: AuditDeps['ticketStore']
    reviews: AuditDeps['reviewStore']
    messages: AuditDeps['messages']
  }
  directory: Pick<Directory, 'group'>
  tickets: Pick<TicketService, 'change' | 'rules'>
  reviews: Pick<ReviewService, 'missing'>
  replies: Pick<Replies, 'say'>
  logger: Logger
}): Scheduler {
  const { config, database, directory, tickets, reviews, replies, logger } = deps
  const { auditEvery, auditGrace } = config.policy.engine
  const quietUntil = createQuietUntil((communityId) => tickets.rules(communityId))

  async function tell(finding: Finding, now: Date): Promise<void> {
    const { id, communityId, what } = finding
    logger.error({ code: 'left_undone', finding: id, what }, 'left undone')
    const group = directory.group(communityId, 'managers')
    if (group === undefined) return
    const { timeZone } = tickets.rules(communityId).calendar
    const notBefore = quietUntil(communityId, now)
    const about = { eventId: `audit-${id}`, communityId, ...(notBefore === undefined ? {} : { notBefore }) }
    await replies.say({ chatId: group.chatId }, sayFinding(finding, { now, timeZone }), about)
  }

  const audit = createAudit({
    ...{ ticketStore: database.tickets, reviewStore: database.reviews, messages: database.messages },
    ...{ tickets, reviews, logger },
    graceMs: spanMs(auditGrace),
    atMost: FINDINGS_AT_MOST,
  })
  return createAuditScheduler({ audit, tell, everyMs: spanMs(auditEvery) })
}
