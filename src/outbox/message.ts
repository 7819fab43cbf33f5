import type { Lane } from '../domain/record.ts'
import type { Receiver } from '../services/stores.ts'
import type { Request } from './request.ts'

/** What a message is about: a record whose present state its card shows, or nothing but its own facts. */
export interface Subject {
  type: 'ticket' | 'review'
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
export interface Message extends NewMessage {
  state: 'queued' | 'sent' | 'dropped' | 'dead'
  /** What the dispatcher still has to do with it: send it, or show its viewers that the card is over. */
  awaits: 'sending' | 'settling' | 'nothing'
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
  /** The code that a settling in progress has taken from `codes`. */
  settlingCode: string | null
}

/** What was sent, as far as it matters later. */
export interface Sent {
  at: Date
  viewers: string[]
  taskId: string | null
  code: ResponseCode | null
}

/** The messages of the desk. Whatever is finished must be finished with the claim's token, so a slow sender loses. */
export interface MessageStore {
  /** Queues the messages that are not there yet. */
  enqueue(messages: readonly NewMessage[], now: Date): Promise<void>
  /** Ends the subject's cards of versions before `settlement.version`; what was not sent yet is dropped. */
  settle(subject: Subject, kinds: 'all' | readonly string[], settlement: Settlement, now: Date): Promise<void>
  /** Ends this one card, for example after a tap that came too late. */
  settleOne(messageId: string, settlement: Settlement, now: Date): Promise<void>

  /**
   * Claims the most urgent message that is due for the work, also one whose claim has run out; until `until` nobody
   * else gets it.
   */
  claim(work: 'sending' | 'settling', now: Date, token: string, until: Date): Promise<Message | undefined>
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
  takeCode(id: string, token: string, code: string): Promise<boolean>
  /** The viewers see the end, or no code is left (`stale`), or the code was no good and the next is to be tried. */
  settled(id: string, token: string, result: 'shown' | 'stale' | 'try_next_code', now: Date): Promise<void>

  /** Gives back the claims of a process that no longer lives; only for a desk that runs alone. */
  releaseClaims(now: Date): Promise<void>
  nextDueAt(): Promise<Date | undefined>
  countByState(): Promise<Record<string, number>>
}
