import { CATEGORIES, type Category, type Kind } from '../../understanding/index.ts'
import type { Actor, DepartmentKey } from '../people.ts'
import type { Change, Entry, MessageIntent, Refusal } from '../record.ts'
import type { Rules } from '../rules.ts'
import { planDeadlines, stopsOf, underStops } from './deadlines.ts'
import { settleAll, tellReporter } from './messages.ts'
import { presentCards } from './present-cards.ts'
import { isOfTheDesk, refuseUnlessOpen } from './rights.ts'
import { wasTransferred, type Ticket } from './ticket.ts'

/**
 * 更正类别, in every direction (REC-4.4): the old and the new kind stand on the timeline, the deadlines are reckoned anew.
 * The reporter of a complaint hears an apology (CMP-3.1), and the supervisor hears when one begins or ends.
 */
export function planKindCorrection(
  ticket: Ticket,
  actor: Actor,
  kind: Kind,
  { policy, calendar }: Rules,
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessInHand(ticket, actor)
  if (refusal !== undefined) return refusal
  const event = kind === 'complaint' ? 'complaint' : 'corrected'
  if (ticket.kind === kind) return { refused: 'not_now', facts: { event, to: kind } }
  const deadlines = planDeadlines(ticket.promise.start, policy, calendar)
  const set = {
    kind,
    urgent: kind === 'emergency' || (ticket.urgent && ticket.kind !== 'emergency'),
    ...deadlines,
    ...underStops({ ...deadlines, level: ticket.level }, stopsOf(ticket)),
  }
  const facts = { name: actor.name, at: now.toISOString(), to: kind }
  return {
    set,
    entries: [
      {
        at: now,
        type: event,
        by: { userId: actor.userId, name: actor.name },
        rule: 'REC-4.4',
        facts: { ...correctionFacts(ticket, 'kind', kind), ...dueFacts(ticket, set) },
      },
    ],
    messages: [
      settleAll(kind === 'complaint' ? 'complaint' : 'corrected', facts),
      ...presentCards({ ...ticket, ...set }),
      ...complaintMessages(ticket, kind, facts),
      ...(set.dueAt.getTime() === ticket.dueAt.getTime() ? [] : [tellReporter(ticket, 'promise_changed')]),
    ],
  }
}

/**
 * 更正分类: the category names the department. A matter that was transferred goes on to the right department, if the
 * community has it; one that still lies with the front desk is only sorted anew.
 */
export function planCategoryCorrection(
  ticket: Ticket,
  actor: Actor,
  category: Category,
  offered: readonly DepartmentKey[],
  now: Date,
): Change<Ticket> | Refusal {
  const refusal = refuseUnlessOpen(ticket) ?? refuseUnlessInHand(ticket, actor)
  if (refusal !== undefined) return refusal
  if (ticket.category === category) return { refused: 'not_now', facts: { event: 'corrected', to: category } }
  const named = CATEGORIES.get(category)?.department ?? null
  const transferred = wasTransferred(ticket)
  const department = transferred && (named === null || !offered.includes(named)) ? ticket.department : named
  const keepsIt = isOfTheDesk(actor) && ticket.assignee?.userId === actor.userId
  const movesOn = transferred && department !== ticket.department && !keepsIt
  const set = {
    category,
    department,
    ...(movesOn ? { status: 'waiting' as const, assignee: null } : {}),
  }
  const by = { userId: actor.userId, name: actor.name }
  const entries: Change<Ticket>['entries'] = [
    {
      at: now,
      type: 'corrected',
      by,
      rule: 'REC-4.4',
      facts: {
        ...correctionFacts(ticket, 'category', category),
        fromDepartment: ticket.department ?? '',
        toDepartment: department ?? '',
      },
    },
  ]
  if (movesOn)
    entries.push({
      at: now,
      type: 'transferred',
      by,
      rule: 'REC-4.6',
      facts: { department: department ?? '' },
    })
  return {
    set,
    entries,
    messages: [
      settleAll('corrected', { name: actor.name, at: now.toISOString(), to: category }),
      ...presentCards({ ...ticket, ...set }),
      ...(movesOn
        ? [{ send: 'transfer_notice', to: { group: 'notices' as const }, lane: 'task' as const }]
        : []),
    ],
  }
}

/** What learning needs: the field, what it was and is, and what had been read from the words at first. */
function correctionFacts(ticket: Ticket, field: 'kind' | 'category', to: string): Record<string, string> {
  const from = ticket[field]
  const first = ticket.timeline.find((entry) => isCorrectionOf(field, entry))
  return { field, from, to, read: first?.facts.from ?? from }
}

function isCorrectionOf(field: string, { type, facts }: Entry): boolean {
  return (type === 'corrected' || type === 'complaint') && facts.field === field
}

function dueFacts(before: Ticket, after: Pick<Ticket, 'dueAt'>): Record<string, string> {
  return { dueBefore: before.dueAt.toISOString(), dueAfter: after.dueAt.toISOString() }
}

function complaintMessages(ticket: Ticket, to: Kind, facts: Record<string, string>): MessageIntent[] {
  if (to === 'complaint')
    return [
      { send: 'complaint_notice', to: { role: 'supervisor' }, lane: 'escalation' },
      tellReporter(ticket, 'apology', facts),
    ]
  if (ticket.kind !== 'complaint') return []
  return [{ send: 'complaint_withdrawn', to: { role: 'supervisor' }, lane: 'task', facts }]
}

function refuseUnlessInHand(ticket: Ticket, actor: Actor): Refusal | undefined {
  return isOfTheDesk(actor) || ticket.assignee?.userId === actor.userId
    ? undefined
    : { refused: 'not_allowed' }
}
