import type { Lane } from '../domain/record.ts'
import type { Hold } from './holds.ts'
import type { Receiver } from '../services/stores.ts'
import type { Request } from './request.ts'

/** The kinds of records that messages are about. */
export type SubjectType = 'ticket' | 'review' | 'form' | 'list' | 'leave' | 'handover' | 'change'

/** What a message is about: a record whose present state its card shows, or nothing but its own facts. */
export interface Subject {
  type: SubjectType
  id: string
  /** The record's version that asked for the message; earlier cards are ended by later changes. */
  version: number
}

/** A message that waits to be sent (待发). */
export interface NewMessage {
  id: string
  subject: Subject | null
  communityId: string
  /** Key into the table of cards and texts. */
  kind: string
  /** Whether it is a card with buttons, which later changes must end. */
  isCard: boolean
  facts: Record<string, string>
  lane: Lane
  to: Receiver
  /** The end of the quiet hours for which it is held; it counts as queued from then on. */
  notBefore?: Date
}

/** The end of a card: the grey text's key and facts, and the record's version that ended it. */
export interface Settlement {
  say: string
  facts: Record<string, string>
  version: number
}

/** A response code of a card (`wecom.md` 4.5): good once, until it expires. */
export interface ResponseCode {
  code: string
  expiresAt: Date
}

/**
 * A message in its collection: the queue, the record of what went to whom, and the ledger of unused response codes.
 */
export interface Message extends Omit<NewMessage, 'notBefore'> {
  state: 'queued' | 'sent' | 'dropped' | 'dead' | 'folded'
  /**
   * What the dispatcher still has to do with it: send it, or show its viewers that the card is over. What awaits
   * `quota` is to be sent when one of its receivers' holds ends, and costs nothing until then.
   */
  awaits: 'sending' | 'quota' | 'settling' | 'nothing'
  queuedAt: Date
  /** Not before this instant; while claimed, the instant at which the claim runs out. */
  dueAt: Date
  attempts: number
  /** Token of the process that works on it. */
  claim: string | null
  /** The exact request of a call whose outcome nobody knows; only this may be repeated. */
  request: Request | null
  sentAt: Date | null
  /** Of a card that was sent or may have been; clicks come back with it. */
  taskId: string | null
  viewers: string[]
  codes: ResponseCode[]
  settlement: Settlement | null
  /** Whether the viewers still see the old card because no code was left; a tap brings a new one. */
  stale: boolean
  /** The code, taken from `codes`, of an update whose outcome is not known yet. */
  settlingCode: ResponseCode | null
  /** Members who had no quota left when the others were sent to: a message of their own reaches them later. */
  splitOff: string[]
  /** The message that says what this one would have said, several in one because quota was short. */
  foldedInto: string | null
}

/** Cards of a task of their own: the record's moving on does not end them, only who names their kind does. */
export const LASTING_KINDS: readonly string[] = ['phone_task']

/** What was sent, as far as it matters later. */
export interface Sent {
  at: Date
  viewers: string[]
  taskId: string | null
  code: ResponseCode | null
}

/** A message in the hands of whom its claim names. */
export type ClaimedMessage = Pick<Message, 'id' | 'queuedAt'> & { token: string }

/** How many messages of a lane wait to be sent, wait for quota, or were given up. */
export interface WaitingCount {
  lane: Lane
  waits: 'due' | 'held' | 'dead'
  count: number
  oldest: Date
}

/** The messages of the desk. Whatever is finished must be finished with the claim's token, so a slow sender loses. */
export interface MessageStore {
  /** Queues the messages that are not there yet. */
  enqueue(messages: readonly NewMessage[], now: Date): Promise<void>
  /**
   * Ends the subject's cards of versions before `settlement.version`; what was not sent yet is dropped. `showAt` is when
   * viewers see it; an end that nobody has seen yet gives way to a later one.
   */
  settle(
    subject: Subject,
    kinds: 'all' | readonly string[],
    settlement: Settlement,
    showAt: Date,
  ): Promise<void>
  /** Ends this one card, for example after a tap that came too late. */
  settleOne(messageId: string, settlement: Settlement, now: Date): Promise<void>

  /**
   * Claims the most urgent message that is due for the work, also one whose claim has run out; until `until` nobody
   * else gets it. Before that, what waited for a hold that is over joins the queue again, at its old place.
   */
  claim(work: 'sending' | 'settling', now: Date, token: string, until: Date): Promise<Message | undefined>
  /**
   * Sets the messages aside all of whose receivers are in these queues, until the first of the holds ends: those of
   * the danger lane, or those of all others; repeats stay. With them the claimed one that met the quota, at its old
   * place, given back in the same step lest another worker runs into the same quota with it; this was no attempt.
   */
  hold(holds: readonly Hold[], lane: Lane, claimed?: ClaimedMessage): Promise<void>
  /** Ends the holds on the queue. */
  release(queue: string): Promise<void>
  /** Gives a claimed message back untouched, due at the instant; this was no attempt. */
  giveBack(id: string, token: string, dueAt: Date): Promise<void>
  /**
   * Leaves the message to some of its members and queues another for the rest; also ends that one when the message was
   * ended meanwhile. Repeating it changes nothing. `false` when the claim has run out.
   */
  split(message: Message, token: string, now: readonly string[], rest: readonly string[]): Promise<boolean>
  /** Messages in words of the same kind, lane and single receiver that wait too and could be told with this one. */
  foldable(message: Message, limit: number): Promise<Message[]>
  /** Folds them into the message, as far as nobody has claimed them; then all that are folded into it, oldest first. */
  fold(message: Message, token: string, ids: readonly string[]): Promise<Message[]>
  /**
   * Notes what the claimed message is about to say, as a hash that names the receivers too. Whether another message
   * said the same since the instant, or is about to.
   */
  noteContent(id: string, token: string, content: string, now: Date, since: Date): Promise<boolean>
  /** Keeps the exact request before it goes out, so that a repeat can be recognised by the platform. */
  keepRequest(id: string, token: string, request: Request, taskId: string | null): Promise<boolean>
  markSent(id: string, token: string, sent: Sent): Promise<void>
  /** Puts the work off; after a call that was surely refused the request may be built anew. */
  putOff(id: string, token: string, dueAt: Date, outcome: 'refused' | 'unknown'): Promise<void>
  markDropped(id: string, token: string): Promise<void>
  markDead(id: string, token: string, errorCode: string): Promise<void>

  findByTaskId(taskId: string): Promise<Message | undefined>
  /** Adds the response code that a click brought; a card that was stale can change again. */
  addCode(taskId: string, code: ResponseCode, now: Date): Promise<void>
  /** Takes a code off the ledger before it is used, so that none is used twice. */
  takeCode(id: string, token: string, code: ResponseCode): Promise<boolean>
  /** Puts back a code whose update was surely refused, and the work off. */
  returnCode(id: string, token: string, code: ResponseCode, dueAt: Date): Promise<void>
  /**
   * Whether the member was told of the record, since the instant, by a message of this version or a later one; a
   * waiting one may be dropped.
   */
  isTold(subject: Subject, userId: string, since: Date): Promise<boolean>
  /** The viewers see the end, or no code is left (`stale`), or the code was no good and the next is to be tried. */
  settled(id: string, token: string, result: 'shown' | 'stale' | 'try_next_code', now: Date): Promise<void>

  /** Gives back the claims of a process that no longer lives; only for a desk that runs alone. */
  releaseClaims(now: Date): Promise<void>
  nextDueAt(): Promise<Date | undefined>
  /** By community, of the oldest messages that could have been sent by the instant and were not: how many, and the first. */
  leftBehind(
    before: Date,
    limit: number,
  ): Promise<{ communityId: string; oldestId: string; dueAt: Date; count: number }[]>
  /** What went out since the instant, and at `now` what may have gone out; for counting quotas after a restart. */
  deliveredSince(since: Date, now: Date): Promise<{ to: Receiver; at: Date }[]>
  /** Queues the community's dead letters again, except those whose matter was ended; resolves to how many. */
  revive(communityId: string, now: Date): Promise<number>
  countByState(): Promise<Record<string, number>>
  /** For the metrics: what waits or is dead, by lane, and since when the oldest of it does. */
  countWaiting(): Promise<WaitingCount[]>
}
