import { finishedAt } from '../quality/index.ts'
import type { Ticket } from '../ticket/index.ts'
import type { WorstCase } from './digest.ts'

const DAY_MS = 86_400_000
/** Entries with which somebody was reminded, by a person or by the clock. */
const REMINDERS = new Set(['reminded', 'unaccepted', 'idle', 'warned'])

/**
 * The worst cases first (REC-4.9): the level reached, then whole days late, complaint, urgent, how often reopened, how
 * often reminded; between equals the older one. What has none of these is no case.
 */
export function rankCases(tickets: readonly Ticket[], now: Date, most: number): WorstCase[] {
  return tickets
    .filter(({ status }) => status !== 'discarded')
    .map((ticket) => ({ found: caseOf(ticket, now), receivedAt: ticket.reception.receivedAt.getTime() }))
    .filter(({ found }) => weightsOf(found).some((weight) => weight > 0))
    .sort((a, b) => compare(a.found, b.found) || a.receivedAt - b.receivedAt)
    .slice(0, most)
    .map(({ found }) => found)
}

function caseOf(ticket: Ticket, now: Date): WorstCase {
  const { reception } = ticket
  const lateMs = (finishedAt(ticket) ?? now).getTime() - ticket.dueAt.getTime()
  return {
    ticketId: ticket.id,
    number: ticket.number,
    place: reception.room ?? reception.location ?? '',
    matter: reception.matter,
    status: ticket.status,
    department: ticket.department,
    level: ticket.level,
    daysLate: Math.max(0, Math.floor(lateMs / DAY_MS)),
    isComplaint: ticket.kind === 'complaint',
    isUrgent: ticket.urgent,
    reopened: ticket.reopened,
    reminded: ticket.timeline.filter(({ type }) => REMINDERS.has(type)).length,
  }
}

/** What is compared, the gravest first. */
function weightsOf(found: WorstCase): number[] {
  const { level, daysLate, isComplaint, isUrgent, reopened, reminded } = found
  return [level, daysLate, Number(isComplaint), Number(isUrgent), reopened, reminded]
}

function compare(a: WorstCase, b: WorstCase): number {
  const others = weightsOf(b)
  return (
    weightsOf(a)
      .map((weight, index) => (others[index] ?? 0) - weight)
      .find((difference) => difference !== 0) ?? 0
  )
}
