import type { Rules } from '../domain/rules.ts'
import { planReception, type Ticket } from '../domain/ticket/index.ts'
import {
  CATEGORIES,
  CATEGORY_KEYS,
  KINDS,
  understand,
  type Category,
  type Kind,
} from '../understanding/index.ts'

/** What was read from the words, as far as the clocks ask for it. */
export interface Sort {
  kind: Kind
  category: Category
  urgent: boolean
}

/** What was read at reception, and after the amendment that first told the matter, if there was one. */
export interface Readings {
  first: Sort
  /** What the amendment at this place of the timeline changed; later corrections come on top. */
  sorted: { entry: number; sort: Sort } | undefined
}

/**
 * How the matter was sorted at reception, found by walking back from how it stands now through its corrections. Where
 * they no longer tell it, the original words are read again.
 */
export function readingsOf(ticket: Ticket): Readings {
  const now: Sort = { kind: ticket.kind, category: ticket.category, urgent: ticket.urgent }
  let sort: { kind: Kind; category: Category; urgent: boolean | undefined } = now
  let sorted: Readings['sorted']
  for (const [index, { type, facts }] of [...ticket.timeline.entries()].toReversed()) {
    if (facts.field === 'kind') sort = { ...sort, ...beforeKind(sort.urgent, facts) }
    if (facts.field === 'category') sort = { ...sort, category: categoryOf(facts.from) ?? sort.category }
    if (type !== 'amended' || facts.added?.split(',').includes('matter') !== true) continue
    sorted = { entry: index, sort: { ...sort, urgent: sort.urgent ?? sort.kind === 'emergency' } }
    const heard = understand(ticket.reception.original)
    sort = { kind: heard.kind, category: heard.category, urgent: heard.urgent }
  }
  const urgent = sort.urgent ?? (understand(ticket.reception.original).urgent || sort.kind === 'emergency')
  return { first: { ...sort, urgent }, sorted }
}

/** The ticket as reception would have opened it under these rules. */
export function beginTicket(recorded: Ticket, { first }: Readings, { policy, calendar }: Rules): Ticket {
  const { reception, communityId, id, number } = recorded
  const { set, entries } = planReception(
    {
      text: reception.original,
      understanding: {
        ...first,
        room: reception.room,
        phone: reception.phone,
        name: reception.ownerName,
        building: reception.building,
        location: reception.location,
        matter: reception.matter,
        evidence: [],
        confidence: { kind: 1, category: 1 },
      },
      channel: reception.channel,
      reporter: reception.reporter,
      receivedAt: reception.receivedAt,
      passedOn: reception.passedOn === true,
      isRoom: () => reception.roomUnknown !== true,
    },
    communityId,
    policy,
    calendar,
  )
  return {
    ...set,
    id,
    number,
    version: 1,
    timeline: entries.map((entry) => ({ ...entry, eventId: 'rehearsed-1' })),
  }
}

/** The department that the category names, as at reception. */
export function departmentOf(category: Category): Ticket['department'] {
  return CATEGORIES.get(category)?.department ?? null
}

/** A correction to emergency hides whether the matter was urgent before; one from emergency says that it was. */
function beforeKind(urgent: boolean | undefined, { from, to }: Record<string, string>) {
  const kind = kindOf(from)
  const before = to === 'emergency' ? undefined : from === 'emergency' ? true : urgent
  return { ...(kind === undefined ? {} : { kind }), urgent: before }
}

function kindOf(key: string | undefined): Kind | undefined {
  return KINDS.find((kind) => kind === key)
}

function categoryOf(key: string | undefined): Category | undefined {
  return CATEGORY_KEYS.find((category) => category === key)
}
