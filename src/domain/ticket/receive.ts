import type { Policy } from '../../config/policy.ts'
import type { Understanding } from '../../understanding/index.ts'
import { CATEGORIES } from '../../understanding/index.ts'
import { deadlineAfter, type Calendar } from '../calendar/index.ts'
import type { Change, Entry } from '../record.ts'
import { nextActionAt } from './clocks.ts'
import { doerOf, tellReporter } from './messages.ts'
import {
  missingFields,
  type Channel,
  type EscalationStep,
  type Reporter,
  type TicketDraft,
} from './ticket.ts'

/** What came in: the words, who said them, how and when. */
export interface Report {
  text: string
  understanding: Understanding
  channel: Channel
  reporter: Reporter
  receivedAt: Date
  passedOn?: boolean
  /** Whether the community has the room; unasked it is taken to. */
  isRoom?: (room: string) => boolean
}

/** Opens a ticket from a report (REC-4.1, REC-4.2): complete or marked incomplete, never dropped. */
export function planReception(
  report: Report,
  communityId: string,
  policy: Policy,
  calendar: Calendar,
): Change<TicketDraft> & { set: TicketDraft } {
  const { understanding: heard, receivedAt } = report
  const reception = {
    receivedAt,
    channel: report.channel,
    ownerName: heard.name,
    phone: heard.phone,
    room: heard.room,
    ...markRoom(heard.room, report.isRoom),
    location: heard.location,
    building: heard.building,
    matter: heard.matter,
    original: report.text,
    reporter: report.reporter,
    ...(report.passedOn === true ? { passedOn: true } : {}),
    attachments: [],
  }
  const draft: Omit<TicketDraft, 'nextActionAt'> = {
    status: 'waiting',
    level: 0,
    ladder: planLadder(receivedAt, policy, calendar),
    communityId,
    kind: heard.kind,
    category: heard.category,
    urgent: heard.urgent,
    reception,
    responsible: 'front_desk',
    department: CATEGORIES.get(heard.category)?.department ?? null,
    assignee: null,
    dueAt: deadlineAfter(receivedAt, policy['REC-4.6'].handleWithin, calendar),
    result: null,
    closedAt: null,
  }
  const missing = missingFields(reception)
  const entries: Omit<Entry, 'eventId'>[] = [
    {
      at: receivedAt,
      type: 'received',
      by: doerOf(report.reporter),
      rule: 'REC-4.2',
      facts: { channel: report.channel, ...(report.passedOn === true ? { passedOn: 'yes' } : {}) },
    },
  ]
  return {
    set: { ...draft, nextActionAt: nextActionAt({ ...draft, timeline: entries }) },
    entries,
    messages: [
      { send: 'intake', to: { role: 'front_desk' }, lane: heard.urgent ? 'danger' : 'task' },
      tellReporter(draft, missing.length === 0 ? 'registered' : 'registered_ask', {
        missing: missing.join(','),
      }),
    ],
  }
}

/** The mark on a room that the community does not have; nothing on one that it has. */
export function markRoom(
  room: string | null,
  isRoom: (room: string) => boolean = () => true,
): { roomUnknown?: boolean } {
  return room !== null && !isRoom(room) ? { roomUnknown: true } : {}
}

/** The ladder of REC-4.7 and REC-4.8, reckoned from reception in the community's calendar. */
export function planLadder(receivedAt: Date, policy: Policy, calendar: Calendar): EscalationStep[] {
  return (['REC-4.7', 'REC-4.8'] as const).map((rule, index) => ({
    level: index + 1,
    role: policy[rule].role,
    at: deadlineAfter(receivedAt, policy[rule].after, calendar),
    rule,
  }))
}
