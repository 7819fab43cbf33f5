import type { Handover } from '../domain/duty/handover.ts'
import type { Leave } from '../domain/duty/leave.ts'
import type { Question } from '../domain/question.ts'
import type { DeskRecord, Entry, Lane } from '../domain/record.ts'
import type { Review } from '../domain/review/review.ts'
import type { Ticket } from '../domain/ticket/index.ts'

/** To whom a stored message goes: members by user id, a group by chat id, or an owner on WeChat (微信客服). */
export type Receiver =
  { users: string[] } | { chatId: string } | { owner: { externalUserId: string; openKfId: string } }

/** What a stored change carries until the relay has moved it to the messages; `notBefore` is the end of quiet hours. */
export type OutboxItem = { id: string; version: number; notBefore?: Date } & (
  | { send: string; to: Receiver; lane: Lane; facts: Record<string, string> }
  | { settle: 'all' | string[]; say: string; facts: Record<string, string> }
)

/** One atomic update of one record. */
export interface StoredChange<T> {
  set: Partial<T>
  entries: Entry[]
  outbox: OutboxItem[]
}

/** Records of one kind: conditional updates only, found by `nextActionAt` when the clock has work with them. */
export interface RecordStore<T extends DeskRecord> {
  find(id: string): Promise<T | undefined>
  /** Applies the change if nobody was faster and the event is new; `undefined` when the condition did not hold. */
  apply(record: T, change: StoredChange<T>): Promise<T | undefined>
  /** Records whose `nextActionAt` is reached and that are not put off, oldest first. */
  due(now: Date, limit: number): Promise<T[]>
  /** The earliest `nextActionAt` of all, or the instant to which such a record was put off. */
  nextDueAt(): Promise<Date | undefined>
  /** After a failed step: not `due` before the instant that is reckoned from how often it failed, until it is changed. */
  putOff(id: string, until: (failures: number) => Date): Promise<void>
  /** Records whose `nextActionAt` was reached by the instant, put off or not, oldest first. */
  leftBehind(before: Date, limit: number): Promise<T[]>
  /** Records that still carry messages, oldest change first. */
  unrelayed(limit: number): Promise<Unrelayed[]>
  /** Takes relayed messages off the record; repeating it is harmless. */
  clearOutbox(id: string, itemIds: string[]): Promise<void>
}

/** A record's messages on their way out. */
export interface Unrelayed {
  id: string
  communityId: string
  outbox: OutboxItem[]
}

/** A new record before the store has given it a version. */
export type NewRecord<T extends DeskRecord> = Omit<T, 'version' | 'timeline'> & {
  timeline: Entry[]
  outbox: OutboxItem[]
}

/** The tickets: what the use cases need beyond the common part. */
export interface TicketStore extends RecordStore<Ticket> {
  /** Stores the ticket under the next free number of the local day; the same id twice is stored once. */
  create(ticket: NewRecord<Omit<Ticket, 'number'>>, numberPrefix: string): Promise<Ticket>
  /** Tickets that were received or open at some time in the period, oldest first (REC-4.3, REC-4.9). */
  touchedIn(communityId: string, period: { from: Date; to: Date }, limit: number): Promise<Ticket[]>
  /** The newest ticket that this person reported since the given instant. */
  latestReportedBy(reporterKey: string, since: Date): Promise<Ticket | undefined>
  findByNumber(number: string): Promise<Ticket | undefined>
  /** Those of the tickets that exist, in any order. */
  withIds(ids: readonly string[]): Promise<Ticket[]>
  /** Open tickets in the member's hands; the id as the directory spells it. */
  assignedTo(userId: string, limit: number): Promise<Ticket[]>
}

/** The reviews: what the use cases need beyond the common part. */
export interface ReviewStore extends RecordStore<Review> {
  /** Stores the review unless its period already has one; says whether it did. */
  create(review: NewRecord<Review>): Promise<boolean>
  /** The end of the last reviewed period. */
  lastPeriodEnd(communityId: string, kind: Review['kind']): Promise<Date | undefined>
  /** The last reviews whose period ended before the instant, newest first. */
  lastBefore(communityId: string, kind: Review['kind'], before: Date, limit: number): Promise<Review[]>
  /** How many reviews whose period ended before the instant nobody has read. */
  countUnread(communityId: string, kind: Review['kind'], before: Date): Promise<number>
}

/** The leaves: what the use cases need beyond the common part. */
export interface LeaveStore extends RecordStore<Leave> {
  /** Stores the leave; the same id twice is stored once. */
  create(leave: NewRecord<Leave>): Promise<Leave>
  /** The person's leaves that end after the instant, whatever became of them. */
  ofPerson(userId: string, now: Date): Promise<Leave[]>
  /** The confirmed leaves of everybody that end after the instant. */
  inForce(now: Date): Promise<Leave[]>
}

/** The handovers: what the use cases need beyond the common part. */
export interface HandoverStore extends RecordStore<Handover> {
  /** Stores the handover unless its change of shift has one; says whether it did. */
  create(handover: NewRecord<Handover>): Promise<boolean>
  /** The latest of a community, the coming one among them, newest first. */
  latest(communityId: string, limit: number): Promise<Handover[]>
}

/** What the desk has asked a person and still waits for, one thing at a time. */
export interface Prompt {
  userId: string
  ask: Question
  recordId: string
  expiresAt: Date
}

/** What the desk has asked people; one question a person. */
export interface PromptStore {
  /** Asks; the event that has asked before does not ask again. */
  set(prompt: Prompt, eventId: string): Promise<void>
  /** The prompt that is open at `now`, or the one that this very event has answered before (a replay must meet it). */
  open(userId: string, eventId: string, now: Date): Promise<Prompt | undefined>
  /** Ends this prompt, answered by the event; a newer one of the same person stays open. */
  answered(prompt: Prompt, eventId: string): Promise<void>
}

/** The key under which a ticket's reporter is looked up: a member's id, an owner's external id, a website's name. */
export function reporterKey(
  reporter: { userId: string } | { owner: { externalUserId: string } } | { web: { site: string } },
): string {
  if ('owner' in reporter) return `owner:${reporter.owner.externalUserId}`
  return 'web' in reporter ? `web:${reporter.web.site}` : `member:${reporter.userId.toLowerCase()}`
}
