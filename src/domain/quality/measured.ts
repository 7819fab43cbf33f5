import type { Entry } from '../record.ts'
import type { Ticket } from '../ticket/index.ts'

/** What the indicators are counted from: a ticket without its words. */
export type Measured = Pick<
  Ticket,
  'id' | 'communityId' | 'status' | 'kind' | 'category' | 'department' | 'assignee' | 'dueAt' | 'closedAt'
> & {
  reception: Pick<Ticket['reception'], 'room' | 'receivedAt'>
  timeline: readonly Pick<Entry, 'at' | 'type' | 'by'>[]
}

/** The entries with which a person answers a report for the first time; the desk's own words do not count. */
const RESPONSES = new Set([
  'taken',
  'transferred',
  'corrected',
  'complaint',
  'noted',
  'stopped',
  'done',
  'closed',
  'closed_unsolved',
])
const RESULTS = new Set(['done', 'closed_unsolved'])

/** When a person first answered (首次响应), `undefined` while nobody has. */
export function respondedAt({ timeline }: Measured): Date | undefined {
  return timeline.find(({ type, by }) => RESPONSES.has(type) && typeof by === 'object' && 'userId' in by)?.at
}

/** When the matter was done: its last result, unless it was sent back since. */
export function finishedAt({ status, timeline, closedAt }: Measured): Date | undefined {
  if (status !== 'done' && status !== 'closed') return undefined
  return timeline.findLast(({ type }) => RESULTS.has(type))?.at ?? closedAt ?? undefined
}
