import type { Change, MessageIntent } from '../record.ts'
import { isOpen, type Ticket } from '../ticket/index.ts'
import type { ShiftChange } from './changes.ts'
import { cardsOf, type Handover, type HandoverCounts } from './handover.ts'

/** How many tickets one list message names, so that it stays under the platform's 2048 bytes (`wecom.md` 4.2). */
export const LINES_PER_LIST = 15
/** Tickets kept on the record; the counts tell all of them. */
const ITEMS_AT_MOST = 60

/** A handover that waits for its change of shift; `until` is the change after it. */
export function draftHandover(
  communityId: string,
  { at, leaving, coming, ended, begun }: ShiftChange,
  until: Date,
  pace: Pick<Handover, 'remindAfterMs' | 'tellAfterMs'>,
): Omit<Handover, 'version' | 'timeline'> {
  return {
    id: `handover-${communityId}-${String(at.getTime())}`,
    communityId,
    status: 'planned',
    at,
    until,
    leaving,
    coming,
    ended,
    begun,
    counts: { open: 0, due: 0, unaccepted: 0, unconfirmed: 0 },
    items: [],
    notes: [],
    signedOut: null,
    signedIn: null,
    ...pace,
    reminded: 0,
    nextActionAt: at,
  }
}

/**
 * The shift changes: cards to those who go and those who come, the list after them. `change` is what the roster says now
 * of that instant; nothing, when the shifts have been changed meanwhile. A desk that was down for the whole of the coming
 * shift says so instead.
 */
export function planHandoverOpening(
  handover: Handover,
  change: ShiftChange | undefined,
  tickets: readonly Ticket[],
  now: Date,
): Change<Handover> | undefined {
  if (handover.status !== 'planned' || now < handover.at) return undefined
  const entry = (type: string) => ({ at: now, type, by: 'clock' as const, facts: {} })
  if (change === undefined)
    return { set: { status: 'void', nextActionAt: null }, entries: [entry('voided')], messages: [] }
  if (now >= handover.until) {
    return {
      set: { status: 'missed', nextActionAt: null },
      entries: [entry('missed')],
      messages: [{ send: 'handover_missed', to: { role: 'supervisor' }, lane: 'reminder' }],
    }
  }
  const { leaving, coming, ended, begun } = change
  const open = openTickets(tickets)
  const set = {
    status: 'open' as const,
    leaving,
    coming,
    ended,
    begun,
    counts: countOf(open, handover.until),
    items: itemsOf(open),
    nextActionAt: new Date(Math.min(now.getTime() + handover.remindAfterMs, handover.until.getTime())),
  }
  const opened = { ...handover, ...set }
  return { set, entries: [entry('opened')], messages: [...cardsOf(opened, 'task'), ...tell(opened)] }
}

/** The lists to both shifts; where nobody comes, the supervisor hears what lies open and gets the lists as well. */
function tell(handover: Handover): MessageIntent[] {
  const { leaving, coming, items, counts } = handover
  const users = [...leaving, ...coming].map(({ userId }) => userId)
  const starts = Array.from(
    { length: Math.ceil(items.length / LINES_PER_LIST) },
    (_, n) => n * LINES_PER_LIST,
  )
  const lists = (to: { users: string[] } | { role: 'supervisor' }): MessageIntent[] =>
    starts.map((from) => ({ send: 'handover_list', to, lane: 'task', facts: { from: String(from) } }))
  const isUnattended = coming.length === 0 && (counts.open > 0 || handover.begun.length > 0)
  if (!isUnattended) return lists({ users })
  const role = { role: 'supervisor' as const }
  return [...lists({ users }), { send: 'handover_nobody', to: role, lane: 'escalation' }, ...lists(role)]
}

/** What is still to be done, the earliest promise first; done and unconfirmed tickets are the front desk's, too. */
function openTickets(tickets: readonly Ticket[]): Ticket[] {
  return tickets
    .filter((ticket) => isOpen(ticket) || ticket.status === 'done')
    .sort((one, other) => one.dueAt.getTime() - other.dueAt.getTime())
}

function countOf(open: readonly Ticket[], until: Date): HandoverCounts {
  return {
    open: open.length,
    due: open.filter((ticket) => isOpen(ticket) && ticket.dueAt <= until).length,
    unaccepted: open.filter(({ status }) => status === 'waiting').length,
    unconfirmed: open.filter(({ status }) => status === 'done').length,
  }
}

function itemsOf(open: readonly Ticket[]): Handover['items'] {
  return open.slice(0, ITEMS_AT_MOST).map(({ number, reception, status, dueAt }) => ({
    number,
    place: reception.room ?? reception.location ?? '',
    matter: reception.matter,
    status,
    dueAt,
  }))
}
