import type { Clock } from '../clock.ts'
import type { Directory } from '../directory/index.ts'
import type { Actor, Person } from '../domain/people.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import type { DeskEvent } from '../inbox/desk-event.ts'
import type { Logger } from '../logger.ts'
import type { DeadLetters } from '../services/dead-letters.ts'
import type { Administration } from '../services/directory/administration.ts'
import type { ContactBook } from '../services/directory/contact-book.ts'
import type { DirectorySync } from '../services/directory/sync.ts'
import type { FormService } from '../services/forms.ts'
import type { Figures } from '../services/figures.ts'
import type { TicketFinder } from '../services/find-tickets.ts'
import type { ListStore } from '../services/lists.ts'
import type { HandoverService } from '../services/handovers.ts'
import type { LeaveService } from '../services/leaves.ts'
import type { MediaService } from '../services/media.ts'
import type { Replies } from '../services/replies.ts'
import type { ReviewService } from '../services/reviews.ts'
import type { PromptStore, TicketStore } from '../services/stores.ts'
import type { TicketService } from '../services/tickets.ts'
import type { TappedCard } from './tap.ts'

/** Everything a handler may use; it never sends, it only changes records and leaves replies to the outbox. */
export interface Desk {
  tickets: TicketService
  reviews: ReviewService
  forms: FormService
  leaves: LeaveService
  handovers: HandoverService
  prompts: PromptStore
  replies: Replies
  finder: TicketFinder
  figures: Figures
  lists: ListStore
  deadLetters: DeadLetters
  directory: Directory
  media: MediaService
  reported: Pick<TicketStore, 'latestReportedBy'>
  cards: CardFinder
  contacts: ContactWatch
  administration: Administration
  /** Wakes the puller of a 微信客服 account. */
  pullCustomerService: (openKfId: string, token: string) => Promise<void>
  clock: Clock
  logger: Logger
}

/** What news of the contact book leads to. */
export interface ContactWatch extends Pick<DirectorySync, 'look' | 'want' | 'rename'> {
  /** Finishes what a change of the directory leaves to do. */
  tidy(now: Date): Promise<unknown>
  /** What WeCom shows of a person now; asked only for somebody who is to be added. */
  find: ContactBook['getMember']
}

/** Finds the card behind a task id and keeps the response code that its tap brought. */
export interface CardFinder {
  tapped(taskId: string, responseCode: string): Promise<TappedCard | undefined>
}

/** One kind of event and what is done with it. */
export interface Handler<K extends DeskEvent['kind']> {
  on: K
  run(event: Extract<DeskEvent, { kind: K }>, desk: Desk): Promise<void>
}

/** Declares a handler; the table in `index.ts` collects them. */
export function defineHandler<K extends DeskEvent['kind']>(handler: Handler<K>): Handler<K> {
  return handler
}

/** The member as the actor in a community; somebody the configuration does not know acts as plain staff without a role. */
export function actorIn(directory: Directory, userId: string, communityId: string): Actor {
  const member = directory.member(userId) ?? directory.formerMember(userId) ?? { userId, name: userId }
  return {
    ...member,
    roles: directory.rolesIn(userId, communityId),
    departments: directory.departmentsOf(userId, communityId),
  }
}

/** Whether a room exists in the community. */
export function roomsOf(directory: Directory, communityId: string): (room: string) => boolean {
  return (room) => directory.hasRoom(communityId, room)
}

/** Whoever had the ticket in hand, unless he has left since. */
export function workerOf({ assignee }: Pick<Ticket, 'assignee'>, directory: Directory): Person | null {
  return assignee === null || directory.formerMember(assignee.userId) !== undefined ? null : assignee
}

/** The time zone of a community, in which its people are told times. */
export function timeZoneOf(directory: Directory, communityId: string): string {
  return directory.communities().find(({ id }) => id === communityId)?.timeZone ?? 'Asia/Shanghai'
}

/** The community whose member somebody is; strangers and owners belong to the first one. */
export function homeOf(directory: Directory, userId?: string): string {
  const own = userId === undefined ? [] : directory.communitiesOf(userId)
  return (own[0] ?? directory.communities()[0])?.id ?? ''
}
