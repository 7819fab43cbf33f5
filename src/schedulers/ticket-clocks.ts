import { planDueStep, type Ticket } from '../domain/ticket/index.ts'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'
import type { RecordStore } from '../services/stores.ts'
import type { TicketService } from '../services/tickets.ts'
import type { Scheduler } from './scheduler.ts'

/** Runs the clocks of the tickets whose next step has fallen due; found by index, oldest first. */
export function createTicketClockScheduler(deps: {
  store: Pick<RecordStore<Ticket>, 'due' | 'nextDueAt'>
  tickets: Pick<TicketService, 'change' | 'rules'>
  batchSize: number
  logger: Logger
}): Scheduler {
  const { store, tickets, batchSize, logger } = deps

  /** One ticket whose step cannot be taken must not keep the others waiting. */
  async function step(ticket: Ticket, now: Date): Promise<number> {
    const lateMs = now.getTime() - (ticket.nextActionAt?.getTime() ?? now.getTime())
    try {
      const eventId = `clock-${ticket.id}-${String(ticket.version)}`
      const outcome = await tickets.change(ticket.id, eventId, now, (current) =>
        planDueStep(current, tickets.rules(current.communityId), now),
      )
      if (!('changed' in outcome)) return 0
      const entry = outcome.changed.timeline.at(-1)?.type
      logger.info({ ticketId: ticket.id, entry, level: outcome.changed.level, lateMs }, 'ticket step taken')
      return 1
    } catch (error) {
      logger.error({ code: codeOf(error), ticketId: ticket.id, err: error }, 'ticket step failed')
      return 0
    }
  }

  return {
    name: 'ticket_clocks',
    leased: true,
    nextDueAt: () => store.nextDueAt(),
    async run(now) {
      let taken = 0
      for (const ticket of await store.due(now, batchSize)) taken += await step(ticket, now)
      return taken
    },
  }
}
