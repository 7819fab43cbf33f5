import type { TicketList } from '../domain/query/index.ts'

/** The list that each person saw last, so that 更多 has something to go on with. */
export interface ListStore {
  /** Keeps the page that the event led to, in place of the last one. */
  keep(userId: string, eventId: string, list: TicketList, expiresAt: Date): Promise<void>
  /** The last list if it has not expired; `isOwn` when this very event has led to it (a replay). */
  last(userId: string, eventId: string, now: Date): Promise<(TicketList & { isOwn: boolean }) | undefined>
}
