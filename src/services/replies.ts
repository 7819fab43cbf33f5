import type { TicketList } from '../domain/query/index.ts'
import type { Receiver } from './stores.ts'

/** Says something to a person or group that is not about a record's change; sent through the outbox like everything. */
export interface Replies {
  /** The same event says the same thing once; `notBefore` is the end of quiet hours that hold it. */
  say(
    to: Receiver,
    text: string,
    about: { eventId: string; communityId: string; notBefore?: Date },
  ): Promise<void>
  /** Shows a person a card or text about the ticket as it stands; later changes of the ticket end a card; once for the same event. */
  show(
    to: Receiver,
    kind: string,
    ticket: { id: string; version: number; communityId: string },
    eventId: string,
    facts?: Record<string, string>,
  ): Promise<void>
  /** Shows a member a page of a list; the same event shows it once. */
  showList(userId: string, list: TicketList, about: { eventId: string; communityId: string }): Promise<void>
  /** Shows an administrator a change to confirm; the same event shows it once. */
  showChange(
    userId: string,
    facts: Record<string, string>,
    about: { eventId: string; communityId: string },
  ): Promise<void>
  /** Ends the tapped card because its matter has moved on. */
  endCard(
    messageId: string,
    end: { say: string; facts: Record<string, string>; version: number },
  ): Promise<void>
}
