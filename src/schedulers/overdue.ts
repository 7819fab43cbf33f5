import { planEscalation, type Ticket } from '../domain/ticket/index.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { RecordStore } from '../services/stores.ts'
import type { TicketService } from '../services/tickets.ts'
import type { Scheduler } from './scheduler.ts'

/** Escalates the tickets whose next step has fallen due (REC-4.7, REC-4.8); found by index, oldest first. */
export function createOverdueScheduler(deps: {
  store: Pick<RecordStore<Ticket>, 'due' | 'nextDueAt'>
  tickets: Pick<TicketService, 'change'>
  batchSize: number
  logger: Logger
}): Scheduler {
  const { store, tickets, batchSize, logger } = deps

  /** One ticket that cannot be escalated must not keep the others waiting. */
  async function escalate(ticket: Ticket, now: Date): Promise<number> {
    const lateMs = now.getTime() - (ticket.nextActionAt?.getTime() ?? now.getTime())
    try {
      const eventId = `clock-${ticket.id}-${String(ticket.version)}`
      const outcome = await tickets.change(ticket.id, eventId, now, (current) => planEscalation(current, now))
      if (!('changed' in outcome)) return 0
      logger.info({ ticketId: ticket.id, level: outcome.changed.level, lateMs }, 'ticket escalated')
      return 1
    } catch (error) {
      logger.error({ code: codeOf(error), ticketId: ticket.id, err: error }, 'ticket not escalated')
      return 0
    }
  }

  return {
    name: 'overdue',
    leased: true,
    nextDueAt: () => store.nextDueAt(),
    async run(now) {
      let escalated = 0
      for (const ticket of await store.due(now, batchSize)) escalated += await escalate(ticket, now)
      return escalated
    },
  }
}
