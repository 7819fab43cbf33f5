import type { DepartmentKey, Person, Role } from './people.ts'

/** Who did it: a member, an owner, or the desk's own clock. */
export type Doer = Person | { owner: string } | 'clock'

/** One line of the timeline (处理过程); append-only, past tense, `facts` are what the line needs to be told. */
export interface Entry {
  at: Date
  type: string
  by: Doer
  /** The inbound event or tick that caused it; a record never applies the same one twice. */
  eventId: string
  /** The rule of `procedures.md` that asked for it, where one did. */
  rule?: string
  facts: Record<string, string>
}

/** Whom a message is for; resolved to people on duty when the change is stored. */
export type Audience =
  | { role: Role }
  | { department: DepartmentKey }
  | { users: readonly string[] }
  | { group: 'notices' | 'managers' }
  | { owner: { externalUserId: string; openKfId: string } }

/** Sending order when the platform's quota is short: the first lane goes first. */
export const LANES = ['danger', 'escalation', 'answer', 'task', 'reminder', 'digest'] as const
export type Lane = (typeof LANES)[number]

/** What a change wants to be told: a message to an audience, or the end of earlier cards of this record. */
export type MessageIntent =
  | { send: string; to: Audience; lane: Lane; facts?: Record<string, string> }
  | { settle: 'all' | readonly string[]; say: string; facts: Record<string, string> }

/** What a decision changes: fields to set, the timeline's new lines, the messages. */
export interface Change<T> {
  set: Partial<T>
  entries: Omit<Entry, 'eventId'>[]
  messages: MessageIntent[]
}

/** A decision's friendly no, as a value; `facts` tell what happened instead. */
export interface Refusal {
  refused: RefusalCode
  facts?: Record<string, string>
}

/**
 * Why a decision says no: no right to it, somebody was faster, the matter is over, it does not fit its state, words or
 * the reason are missing, its time is over, no such kind or category, a stop that
 * would end in the past or last too long.
 */
export type RefusalCode =
  | 'not_allowed'
  | 'already_taken'
  | 'already_over'
  | 'not_now'
  | 'text_missing'
  | 'reason_missing'
  | 'too_late'
  | 'unknown_sort'
  | 'stop_in_past'
  | 'stop_too_long'

/** Whether what a decision, or a change after it, came to is a refusal. */
export function isRefusal(decision: object): decision is Refusal {
  return 'refused' in decision
}

/** What every stored record has in common, whatever its subject. */
export interface DeskRecord {
  id: string
  communityId: string
  version: number
  timeline: Entry[]
  /** The next instant at which the clock has something to do with it; `null` when nothing is awaited. */
  nextActionAt: Date | null
}
