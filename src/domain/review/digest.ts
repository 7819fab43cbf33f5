import type { Person } from '../people.ts'
import type { Share } from '../quality/index.ts'
import type { Ticket } from '../ticket/index.ts'

/** The five figures of a week (REC-4.9), as the indicators of QM-1 count them. */
export interface WeekFigures {
  received: number
  closed: number
  onTime: Share
  overdue: Share
  complaints: number
}

/** How something that was promised stands: done in time, done late, its time not come yet, its time over. */
export type Outcome = 'kept' | 'late' | 'pending' | 'broken'

/** One promise as it was found on a Monday: a follow-up, or an open ticket of the last list with its time. */
export interface Checked {
  what: 'follow_up' | 'ticket'
  number: string
  place: string
  matter: string
  /** Who was to see to it; empty while nobody was. */
  who: string
  dueAt: Date
  outcome: Outcome
}

/** One of the week's worst cases, frozen, with what makes it one. */
export interface WorstCase {
  ticketId: string
  number: string
  place: string
  matter: string
  status: Ticket['status']
  department: Ticket['department']
  level: number
  /** Whole days after the promise. */
  daysLate: number
  isComplaint: boolean
  isUrgent: boolean
  reopened: number
  /** How often somebody had to be reminded of it. */
  reminded: number
}

/** What the manager's Monday has beyond the list (REC-4.9). */
export interface Digest {
  week: WeekFigures
  before: WeekFigures
  checked: Checked[]
  cases: WorstCase[]
}

/** What the manager has somebody see to by a date, after a weekly review (跟进). */
export interface FollowUp {
  ticketId: string
  number: string
  place: string
  matter: string
  by: Person
  assignee: Person
  at: Date
  dueAt: Date
  doneAt: Date | null
  /** The assignee is reminded then; `null` when it is done or was reminded often enough. */
  remindAt: Date | null
  remindersLeft: number
  remindEveryMs: number
}
