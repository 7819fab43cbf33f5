import type { Handover } from '../domain/duty/handover.ts'
import type { Leave } from '../domain/duty/leave.ts'
import type { Review } from '../domain/review/review.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import type { TicketList } from '../domain/query/index.ts'

/** What every text and card may know besides its record: the facts of the message, the place and the present instant. */
export interface Setting {
  facts: Record<string, string>
  now: Date
  timeZone: string
  communityName: string
  /** The community's departments in the order of its configuration. */
  departments: readonly { key: string; title: string }[]
  /** Names of members by user id, in lower case. */
  nameOf: (userId: string) => string
}

/** The present state of a ticket with its setting. */
export interface TicketView extends Setting {
  ticket: Ticket
}

/** The present state of a review with its setting. */
export interface ReviewView extends Setting {
  review: Review
}

/** A page of a list: its tickets as they stand now, with the names of the communities. */
export interface ListView extends Setting {
  list: TicketList
  tickets: readonly Ticket[]
  communityNames: ReadonlyMap<string, string>
}

/** The present state of a leave with its setting. */
export interface LeaveView extends Setting {
  leave: Leave
}

/** The present state of a handover with its setting. */
export interface HandoverView extends Setting {
  handover: Handover
}
