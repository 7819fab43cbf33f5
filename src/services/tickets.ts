import { createHash } from 'node:crypto'
import { localDate } from '../domain/calendar/index.ts'
import { isRefusal, type Change, type Refusal } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import { planReception, withNextAction, type Report, type Ticket } from '../domain/ticket/index.ts'
import type { Addressing } from './addressing.ts'
import { changeRecord, type Outcome } from './change-record.ts'
import type { MediaStore } from './media.ts'
import { reporterKey, type TicketStore } from './stores.ts'

/** What people and the clock do with tickets. */
export interface TicketService {
  /** Opens a ticket; the same event opens it once. */
  open(report: Report, communityId: string, eventId: string): Promise<Ticket>
  /** Asks `decide` about the ticket and applies its answer. */
  change(
    id: string,
    eventId: string,
    now: Date,
    decide: (ticket: Ticket) => Change<Ticket> | Refusal | undefined,
  ): Promise<Outcome<Ticket>>
  find(id: string): Promise<Ticket | undefined>
  findByNumber(number: string): Promise<Ticket | undefined>
  rules(communityId: string): Rules
}

/** The use cases of tickets over their store. */
export function createTicketService(deps: {
  store: TicketStore
  addressing: Addressing
  rules: (communityId: string) => Rules
  media: Pick<MediaStore, 'join'>
}): TicketService {
  const { store, addressing, rules, media } = deps
  return {
    rules,
    find: (id) => store.find(id),
    findByNumber: (number) => store.findByNumber(number),
    async open(report, communityId, eventId) {
      const { policy, calendar } = rules(communityId)
      const { set, entries, messages } = planReception(report, communityId, policy, calendar)
      // The id comes from the event, so that a replayed event cannot open a second ticket.
      const id = ticketIdOf(eventId)
      const ticket = {
        ...set,
        id,
        timeline: entries.map((entry) => ({ ...entry, eventId })),
        outbox: addressing.address({ id, communityId }, 1, messages, report.receivedAt, 'act'),
      }
      const prefix = `JD-${localDate(report.receivedAt, calendar.timeZone).replaceAll('-', '')}`
      const opened = await store.create(ticket, prefix)
      // Photos that came before the words; a crash in between is mended by the event's replay.
      await media.join(reporterKey(report.reporter), opened, report.receivedAt)
      return opened
    },
    change: (id, eventId, now, decide) =>
      changeRecord(store, addressing, id, eventId, now, (ticket) => {
        // Every change carries the instant at which the clock has to look at the ticket again.
        const decision = decide(ticket)
        return decision === undefined || isRefusal(decision) ? decision : withNextAction(ticket, decision)
      }),
  }
}

/** The id of the ticket that an event opens. */
export function ticketIdOf(eventId: string): string {
  return `t${createHash('sha256').update(eventId).digest('hex').slice(0, 23)}`
}
