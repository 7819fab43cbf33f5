import type { Finding } from '../domain/finding.ts'
import type { Review } from '../domain/review/review.ts'
import { planClockRepair, planDueStep, type Ticket } from '../domain/ticket/index.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { ReviewService } from './reviews.ts'
import type { RecordStore } from './stores.ts'
import type { TicketService } from './tickets.ts'

/** Messages of a community that wait although they could go. */
export interface WaitingMessages {
  communityId: string
  oldestId: string
  dueAt: Date
  count: number
}

/** What the audit looks at, by index and with limits. */
export interface AuditDeps {
  ticketStore: Pick<RecordStore<Ticket>, 'leftBehind'>
  reviewStore: Pick<RecordStore<Review>, 'leftBehind'>
  messages: { leftBehind(before: Date, limit: number): Promise<WaitingMessages[]> }
  tickets: Pick<TicketService, 'change' | 'rules'>
  reviews: Pick<ReviewService, 'missing'>
  graceMs: number
  atMost: number
  logger: Logger
}

/** Finds what was left undone for longer than the grace; what can be made up for is done first and then no finding. */
export function createAudit(deps: AuditDeps): (now: Date) => Promise<Finding[]> {
  const { ticketStore, reviewStore, messages, tickets, reviews, graceMs, atMost, logger } = deps

  /** Takes the step that nobody took, or sets right an instant that no clock stands for. */
  async function recover({ id, version, communityId }: Ticket, now: Date): Promise<boolean> {
    try {
      const eventId = `audit-${id}-${String(version)}`
      const outcome = await tickets.change(
        id,
        eventId,
        now,
        (current) => planDueStep(current, tickets.rules(communityId), now) ?? planClockRepair(current, now),
      )
      if ('changed' in outcome) logger.warn({ code: 'step_made_up_for', ticketId: id }, 'audit took a step')
      return 'changed' in outcome
    } catch (error) {
      logger.error({ code: codeOf(error), ticketId: id, err: error }, 'audit could not take a step')
      return false
    }
  }

  async function lateTickets(before: Date, now: Date): Promise<Finding[]> {
    const findings: Finding[] = []
    for (const ticket of await ticketStore.leftBehind(before, atMost)) {
      const { id, communityId, number, nextActionAt: at } = ticket
      if (at === null || (await recover(ticket, now))) continue
      findings.push({ id: `ticket-${id}-${at.toISOString()}`, communityId, at, what: 'ticket', number })
    }
    return findings
  }

  async function lateReminders(before: Date): Promise<Finding[]> {
    const late = await reviewStore.leftBehind(before, atMost)
    return late.flatMap(({ id, communityId, kind, nextActionAt: at }) =>
      at === null
        ? []
        : [
            {
              id: `reminder-${id}-${at.toISOString()}`,
              communityId,
              at,
              kind,
              what: 'review_reminder' as const,
            },
          ],
    )
  }

  return async (now) => {
    const before = new Date(now.getTime() - graceMs)
    const missing = await reviews.missing(before)
    const waiting = await messages.leftBehind(before, atMost)
    return [
      ...(await lateTickets(before, now)),
      ...(await lateReminders(before)),
      ...missing.map((review) => ({ ...review, what: 'review' as const })),
      ...waiting.map(({ communityId, oldestId, dueAt, count }) => ({
        id: `messages-${oldestId}`,
        communityId,
        at: dueAt,
        count,
        what: 'messages' as const,
      })),
    ]
  }
}
