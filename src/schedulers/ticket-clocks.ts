import { planDueStep, type Ticket } from '../domain/ticket/index.ts'
import type { RecordStore } from '../services/stores.ts'
import type { TicketService } from '../services/tickets.ts'
import { createDueRecords, type DueRecords } from './due-records.ts'
import type { Scheduler } from './scheduler.ts'

/** Runs the clocks of the tickets whose next step has fallen due; found by index, oldest first. */
export function createTicketClockScheduler(
  deps: {
    store: Pick<RecordStore<Ticket>, 'due' | 'nextDueAt' | 'putOff'>
    tickets: Pick<TicketService, 'change' | 'rules'>
  } & Omit<DueRecords<Ticket>, 'store' | 'step'>,
): Scheduler {
  const { store, tickets, logger } = deps
  const run = createDueRecords({
    ...deps,
    async step(ticket, now) {
      const lateMs = now.getTime() - (ticket.nextActionAt?.getTime() ?? now.getTime())
      const eventId = `clock-${ticket.id}-${String(ticket.version)}`
      const outcome = await tickets.change(ticket.id, eventId, now, (current) =>
        planDueStep(current, tickets.rules(current.communityId), now),
      )
      if (!('changed' in outcome)) return false
      const entry = outcome.changed.timeline.at(-1)?.type
      logger.info({ ticketId: ticket.id, entry, level: outcome.changed.level, lateMs }, 'ticket step taken')
      return true
    },
  })
  return {
    name: 'ticket_clocks',
    leased: true,
    nextDueAt: () => store.nextDueAt(),
    run,
  }
}
