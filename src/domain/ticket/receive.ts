import type { Policy } from '../../config/policy.ts'
import type { Understanding } from '../../understanding/index.ts'
import { CATEGORIES } from '../../understanding/index.ts'
import type { Calendar } from '../calendar/index.ts'
import type { Change, Entry } from '../record.ts'
import { nextActionAt } from './clocks.ts'
import { planDeadlines } from './deadlines.ts'
import { doerOf, tellReporter } from './messages.ts'
import { planPace } from './pace.ts'
import { missingFields, type Channel, type Reporter, type TicketDraft } from './ticket.ts'

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
  const deadlines = planDeadlines(receivedAt, policy, calendar)
  const draft: Omit<TicketDraft, 'nextActionAt'> = {
    status: 'waiting',
    level: 0,
    communityId,
    kind: heard.kind,
    category: heard.category,
    urgent: heard.urgent,
    reception,
    responsible: 'front_desk',
    department: CATEGORIES.get(heard.category)?.department ?? null,
    assignee: null,
    ...deadlines,
    firstDueAt: deadlines.dueAt,
    stop: null,
    stops: [],
    pace: planPace(receivedAt, deadlines.dueAt, policy),
    reopened: 0,
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
