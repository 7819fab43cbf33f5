import { z } from 'zod'
import { DEPARTMENTS } from '../domain/people.ts'
import type { Entry } from '../domain/record.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import { CATEGORY_KEYS, KINDS } from '../understanding/index.ts'

/** One change of a ticket as its timeline tells it: the entries that one event or one tick has left. */
export interface RecordedChange {
  at: Date
  /** Its place among the changes; instants alone do not tell which of two was first. */
  index: number
  entries: readonly Entry[]
  /** A step of the ticket's own clocks, which the rehearsal takes anew; everything else is repeated as it was done. */
  isStep: boolean
}

const Stored = z.looseObject({
  number: z.string(),
  communityId: z.string(),
  status: z.enum(['waiting', 'in_progress', 'done', 'closed', 'discarded']),
  kind: z.enum(KINDS),
  category: z.enum(CATEGORY_KEYS),
  urgent: z.boolean(),
  department: z.enum(DEPARTMENTS).nullable(),
  assignee: z.looseObject({ userId: z.string(), name: z.string() }).nullable(),
  promise: z.looseObject({ start: z.date() }),
  pace: z.looseObject({ normal: z.looseObject({}), urgent: z.looseObject({}) }),
  stops: z.array(z.looseObject({ since: z.date(), until: z.date() })),
  reception: z.looseObject({
    receivedAt: z.date(),
    channel: z.string(),
    original: z.string(),
    matter: z.string(),
    reporter: z.looseObject({}),
  }),
  timeline: z
    .array(
      z.looseObject({
        at: z.date(),
        type: z.string(),
        by: z.union([z.literal('clock'), z.looseObject({})]),
        eventId: z.string(),
        facts: z.record(z.string(), z.string()),
      }),
    )
    .min(1)
    .refine((entries) => entries[0]?.type === 'received', 'does not begin with its reception'),
})

/** What keeps a stored ticket from being rehearsed, as paths of its fields: an older version wrote less. Empty when nothing does. */
export function findLacks(ticket: unknown): string[] {
  const read = Stored.safeParse(ticket)
  return read.success ? [] : [...new Set(read.error.issues.map(({ path }) => path.map(String).join('.')))]
}

const STEPS = new Set(['unaccepted', 'idle', 'warned', 'escalated', 'resumed'])

/** Whether an entry was made by one of the ticket's clocks; a leaver's ticket is handed on by the desk, but not by time. */
export function isMadeByClock({ by, type }: Pick<Entry, 'by' | 'type'>): boolean {
  return by === 'clock' && STEPS.has(type)
}

/** What happened to the ticket after its reception, change by change, in the order in which it was stored. */
export function changesOf({ timeline }: Pick<Ticket, 'timeline'>): RecordedChange[] {
  const changes: RecordedChange[] = []
  let open: Entry[] = []
  for (const entry of timeline.slice(1)) {
    if (open[0]?.eventId === entry.eventId) {
      open.push(entry)
      continue
    }
    open = [entry]
    changes.push({ at: entry.at, index: changes.length, entries: open, isStep: isMadeByClock(entry) })
  }
  return changes
}
