import type { Lane } from '../domain/record.ts'
import { isChatter, isWorthACall } from '../domain/ticket/owner-news.ts'
import type { OwnerTalk } from '../services/owner-talks.ts'
import type { UnitWindow } from '../shared-state/units.ts'

/** The five messages in 48 hours, and how many of them are kept for what matters. */
export interface OwnerBudget {
  window: UnitWindow
  reserve: number
}

/** How many messages may be counted before one of this kind; chatter leaves the reserve alone. */
export function mostBefore(kind: string, lane: Lane, { window, reserve }: OwnerBudget): number {
  return isChatter(kind) && lane !== 'danger' ? window.limit - reserve : window.limit
}

/** Whether a chat takes messages of the desk at all; one that nothing is known of is tried. */
export function isOpenTalk(talk: OwnerTalk | undefined, now: Date, { window }: OwnerBudget): boolean {
  if (talk === undefined) return true
  if (talk.shut !== null) return false
  return talk.wroteAt === null || now.getTime() - talk.wroteAt.getTime() < window.spanMs
}

/** What becomes of a message that cannot be sent: somebody rings the owner up, or it was not worth that. */
export function insteadOf(kind: string): 'phone' | 'drop' {
  return isWorthACall(kind) ? 'phone' : 'drop'
}
