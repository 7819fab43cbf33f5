import type { DepartmentKey } from '../domain/people.ts'
import type { Measured } from '../domain/quality/index.ts'
import type { Ticket, TicketStatus } from '../domain/ticket/index.ts'

/** What tickets can be asked for; each form has an index of its own (`ticket-questions.ts` of the models). */
export type TicketQuestion =
  /** Open ones in a member's hands, what is due first first. */
  | { assignee: string; communityIds: readonly string[] }
  /** Those of a community or one department of it in these states, what is due first first. */
  | {
      communityId: string
      statuses: readonly TicketStatus[]
      department?: DepartmentKey
      dueBefore?: Date
    }
  /** Those of a room, building, phone or owner, newest first; discarded ones are none. */
  | { communityId: string; where: 'room' | 'building' | 'phone' | 'ownerName'; is: string }

/** What the desk is asked about its tickets; never a walk through all of them. */
export interface TicketQuestions {
  /** At most so many answers. */
  ask(question: TicketQuestion, limit: number): Promise<Ticket[]>
  /** Everything that counts for the period: received or closed in it, or carried over into it; as far as figures need it. */
  measuredIn(communityId: string, period: { from: Date; to: Date }): Promise<Measured[]>
}

/** The tickets of a period for a walk through all of them: outside of the desk's own work only. */
export interface ReceivedTickets {
  /** The ids of the tickets that were received in the period, whatever became of them, oldest first. */
  receivedIn(communityId: string, period: { from: Date; to: Date }): Promise<string[]>
}
