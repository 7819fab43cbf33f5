import type { Category, Kind } from '../../understanding/index.ts'
import type { Term } from '../calendar/index.ts'
import type { DepartmentKey, Person, Role } from '../people.ts'
import type { DeskRecord } from '../record.ts'
import type { Pace } from './pace.ts'

/** 待接单 → 处理中 → 已处理 → 已关闭; 不是工单 leaves from 待接单. */
export type TicketStatus = 'waiting' | 'in_progress' | 'done' | 'closed' | 'discarded'

/** How the matter reached the front desk (REC-3.1.1): chat, walk-in 上门, phone 致电, website or form 网上. */
export type Channel = 'chat' | 'walk_in' | 'phone' | 'online'

/** The person who told the desk: a member of staff, an owner on WeChat, or somebody on the company's website. */
export type Reporter = Person | { owner: { externalUserId: string; openKfId: string } } | { web: WebReporter }

/** Somebody on a website: nobody can write to him, so that news reaches him by telephone. */
export interface WebReporter {
  /** The name of the token with which the website reported. */
  site: string
  name: string
  phone: string
}

/** A photo or recording that came with the matter, kept under its hash in the media folder. */
export interface Attachment {
  hash: string
  contentType: string
  bytes: number
}

/** 《接待业主情况记录》 (REC-4.2): what was heard, from whom, how; `null` is what is still asked for. */
export interface ReceptionRecord {
  receivedAt: Date
  channel: Channel
  ownerName: string | null
  phone: string | null
  room: string | null
  /** The community has no such room: it is kept as told, marked, and asked for again. */
  roomUnknown?: boolean
  location: string | null
  building: string | null
  matter: string
  /** The words as they came. */
  original: string
  reporter: Reporter
  /** The reporter received somebody else's words: both people are on the record (REC-4.2b). */
  passedOn?: boolean
  attachments: Attachment[]
}

/** How a deadline was reckoned: from which instant, by which rule's term, and where it lay before any stop. */
export interface Reckoning {
  rule: string
  start: Date
  term: Term
  end: Date
}

/** Why a clock may stand still: 等待业主, 等待备件, 等待外单位. */
export const STOP_REASONS = ['waiting_owner', 'waiting_parts', 'waiting_contractor'] as const
export type StopReason = (typeof STOP_REASONS)[number]

/** A span in which the clock stood, or stands, still (暂停计时); `until` of the running one is its stated end. */
export interface Stop {
  reason: StopReason
  by: Person
  since: Date
  until: Date
}

/** One step of the ladder on which responsibility rises (REC-4.7, REC-4.8); `at` is in force, after all stops. */
export interface EscalationStep extends Reckoning {
  level: number
  role: Role
  at: Date
}

/** One matter from reception to closing (工单). */
export interface Ticket extends DeskRecord {
  /** 编号 such as `JD-20261123-0001`, counted per local day. */
  number: string
  status: TicketStatus
  kind: Kind
  category: Category
  urgent: boolean
  reception: ReceptionRecord
  /** The level reached on the ladder; 0 is the front desk. */
  level: number
  /** The role that answers for the matter now. */
  responsible: Role
  department: DepartmentKey | null
  assignee: Person | null
  /** The promise in force (REC-4.6), after all stops. */
  dueAt: Date
  /** The promise that was given first; nothing that happens later changes it. */
  firstDueAt: Date
  /** How the promise was reckoned, before any stop. */
  promise: Reckoning
  ladder: EscalationStep[]
  /** The running stop; the ones that ended since the deadlines were reckoned stand in `stops`. */
  stop: Stop | null
  stops: Stop[]
  /** How often it was reopened (重开). */
  reopened: number
  pace: Pace
  /** 处理结果, or the reason of a closing without one (REC-3.3.3). */
  result: string | null
  closedAt: Date | null
}

/** A ticket that has not been stored yet: everything but its number, id and version. */
export type TicketDraft = Omit<Ticket, 'id' | 'number' | 'version' | 'timeline'>

/** A field of REC-4.2 that is asked for when it is missing. */
export type RequiredField = 'ownerName' | 'phone' | 'room' | 'matter'

/** The fields of REC-4.2 that are still missing; a public place stands in for a room. */
export function missingFields(reception: ReceptionRecord): RequiredField[] {
  const missing: RequiredField[] = []
  if ((reception.room === null && reception.location === null) || reception.roomUnknown === true)
    missing.push('room')
  if (reception.ownerName === null) missing.push('ownerName')
  if (reception.phone === null) missing.push('phone')
  if (reception.matter === '') missing.push('matter')
  return missing
}

/** Whether the matter is still to be worked on, so that its ladder runs. */
export function isOpen(ticket: Ticket): boolean {
  return ticket.status === 'waiting' || ticket.status === 'in_progress'
}

/** The instant of the next step of the ladder, while the matter is open. */
export function nextStepAt(ticket: Pick<Ticket, 'status' | 'level' | 'ladder'>): Date | null {
  if (ticket.status !== 'waiting' && ticket.status !== 'in_progress') return null
  return ticket.ladder.find((step) => step.level > ticket.level)?.at ?? null
}

/** Whether the ticket lies with a department rather than with the front desk. */
export function wasTransferred(ticket: Ticket): boolean {
  return ticket.timeline.some((entry) => entry.type === 'transferred')
}
