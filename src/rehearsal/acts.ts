import { DEPARTMENTS, ROLES, type Actor, type Person, type Role } from '../domain/people.ts'
import type { Change, Entry, Refusal } from '../domain/record.ts'
import type { Rules } from '../domain/rules.ts'
import {
  isOpen,
  planCategoryCorrection,
  planCloseUnsolved,
  planConfirm,
  planDiscard,
  planEscalationByHand,
  planFinish,
  planHandOn,
  planKindCorrection,
  planNote,
  planOwnersAnswer,
  planReminder,
  planReopen,
  planResume,
  planSendBack,
  planStop,
  planTake,
  planTransfer,
  STOP_REASONS,
  type Ticket,
} from '../domain/ticket/index.ts'
import { CATEGORY_KEYS, KINDS } from '../understanding/index.ts'
import { departmentOf, type Readings } from './beginning.ts'
import type { RecordedChange } from './recorded.ts'
import { keptItsWorker, responsibleAt } from './recorded-state.ts'

type Decision = Change<Ticket> | Refusal

/** What an act is repeated with: how it stands on record, and the rules that are rehearsed. */
export interface ActContext {
  recorded: Ticket
  readings: Readings
  rules: Rules
}

interface Act extends ActContext {
  ticket: Ticket
  entry: Entry
  change: RecordedChange
  person: Person
}

/** The decision of each act by the type of its first entry; the person gets the rights that the record proves. */
const ACTS: Readonly<Record<string, (act: Act) => Decision>> = {
  taken: ({ ticket, entry, person, recorded }) => {
    const roles: Role[] = entry.facts.from === undefined ? [] : [responsibleAt(recorded, entry)]
    return planTake(ticket, ofDesk(person, roles), entry.at)
  },
  transferred: ({ ticket, entry, person }) => {
    const department = DEPARTMENTS.find((key) => key === entry.facts.department)
    return department === undefined ? keep(entry) : planTransfer(ticket, ofDesk(person), department, entry.at)
  },
  complaint: correct,
  corrected: correct,
  stopped: ({ ticket, entry, person, rules }) => {
    const reason = STOP_REASONS.find((key) => key === entry.facts.reason)
    const until = new Date(entry.facts.until ?? Number.NaN)
    if (reason === undefined || Number.isNaN(until.getTime())) return keep(entry)
    return planStop(ticket, ofDesk(person), { reason, until }, rules, entry.at)
  },
  resumed: ({ ticket, entry, person }) => planResume(ticket, ofDesk(person), entry.at),
  noted: ({ ticket, entry, person, change }) =>
    change.entries.some(({ type }) => type === 'resumed')
      ? planOwnersAnswer(ticket, entry.by, entry.facts.note ?? '', entry.at)
      : planNote(ticket, ofDesk(person), entry.facts.note ?? '', entry.at),
  done: ({ ticket, entry, person, change }) => {
    const closes = change.entries.some(({ type }) => type === 'closed')
    const departments = ticket.department === null ? [] : [ticket.department]
    const actor: Actor = closes ? ofDesk(person) : { ...person, roles: ['staff'], departments }
    return planFinish(ticket, actor, entry.facts.result ?? '', entry.at)
  },
  closed: ({ ticket, entry, person }) => planConfirm(ticket, ofDesk(person), entry.at),
  sent_back: ({ ticket, entry, person, recorded }) =>
    planSendBack(ticket, ofDesk(person), entry.at, keptItsWorker(recorded, entry) ? ticket.assignee : null),
  reopened: ({ ticket, entry, person, recorded, rules }) => {
    const worker = keptItsWorker(recorded, entry) ? ticket.assignee : null
    return planReopen(ticket, ofDesk(person), entry.facts.reason ?? '', rules, entry.at, worker)
  },
  escalated: ({ ticket, entry, person }) =>
    // Handed up to a level that the clock has reached before, or that would now be another, it is not the same act.
    Number(entry.facts.level) === ticket.level + 1
      ? planEscalationByHand(ticket, ofDesk(person, ['supervisor']), entry.at)
      : { refused: 'not_now' },
  reminded: ({ ticket, entry, person }) => planReminder(ticket, ofDesk(person, ['supervisor']), entry.at),
  closed_unsolved: ({ ticket, entry, person }) =>
    planCloseUnsolved(ticket, ofDesk(person, ['manager']), entry.facts.reason ?? '', entry.at),
  discarded: ({ ticket, entry, person }) => planDiscard(ticket, ofDesk(person), entry.at),
  handed_on: ({ ticket, entry }) => {
    const leaver = ticket.assignee?.name === entry.facts.name ? ticket.assignee : null
    return (leaver === null ? undefined : planHandOn(ticket, leaver, entry.at)) ?? { refused: 'not_now' }
  },
  amended: ({ ticket, entry, recorded, readings }) => {
    if (!isOpen(ticket)) return { refused: 'already_over' }
    const { sorted } = readings
    if (sorted === undefined || recorded.timeline[sorted.entry] !== entry) return keep(entry)
    if (sorted.sort.kind === 'other') return keep(entry)
    return { ...keep(entry), set: { ...sorted.sort, department: departmentOf(sorted.sort.category) } }
  },
  attached: ({ ticket, entry }) => (isOpen(ticket) ? keep(entry) : { refused: 'already_over' }),
}

/** Repeats what somebody did, by the same decision as then; a refusal says that it is no longer possible. */
export function planRecordedAct(ticket: Ticket, change: RecordedChange, context: ActContext): Decision {
  const [entry] = change.entries
  if (entry === undefined) return { set: {}, entries: [], messages: [] }
  const { by } = entry
  const person = by !== 'clock' && 'userId' in by ? { userId: by.userId, name: by.name } : NOBODY
  return (ACTS[entry.type] ?? (() => keep(entry)))({ ...context, ticket, entry, change, person })
}

/** Owner and clock do not act by rights. */
const NOBODY: Person = { userId: '', name: '' }

function ofDesk(person: Person, roles: readonly Role[] = []): Actor {
  return {
    ...person,
    roles: ROLES.filter((role) => role === 'front_desk' || roles.includes(role)),
    departments: [],
  }
}

function keep({ eventId: _eventId, ...entry }: Entry): Change<Ticket> {
  return { set: {}, entries: [entry], messages: [] }
}

function correct({ ticket, entry, person, change, rules }: Act): Decision {
  const { field, to } = entry.facts
  const kind = KINDS.find((key) => key === to)
  if (field === 'kind' && kind !== undefined)
    return planKindCorrection(ticket, ofDesk(person), kind, rules, entry.at)
  const category = CATEGORY_KEYS.find((key) => key === to)
  if (field !== 'category' || category === undefined) return keep(entry)
  // Whose own the matter was and who is not of the desk has it taken from him by his correction.
  const movesOn = change.entries.some(({ type }) => type === 'transferred')
  const actor: Actor =
    movesOn && ticket.assignee?.userId === person.userId
      ? { ...person, roles: ['staff'], departments: [] }
      : ofDesk(person)
  const named = departmentOf(category)
  const offered = named !== null && entry.facts.toDepartment === named ? [named] : []
  return planCategoryCorrection(ticket, actor, category, offered, entry.at)
}
