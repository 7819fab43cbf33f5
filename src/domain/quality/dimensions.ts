import { localDate, weekOf } from '../calendar/index.ts'
import type { Measured } from './measured.ts'

/** By what figures can be taken apart (QM-1). */
export const DIMENSIONS = ['community', 'department', 'category', 'person', 'week', 'month'] as const
export type Dimension = (typeof DIMENSIONS)[number]

/** Stands for a ticket that has no department or nobody's hands yet. */
export const NONE = '-'

/**
 * The tickets taken apart, sorted by key; weeks (their Monday) and months are those of reception, local, and a person is
 * the assignee.
 */
export function groupBy<T extends Measured>(
  tickets: readonly T[],
  dimension: Dimension,
  timeZone: string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>()
  for (const ticket of tickets) {
    const key = KEYS[dimension](ticket, timeZone)
    const group = groups.get(key)
    if (group === undefined) groups.set(key, [ticket])
    else group.push(ticket)
  }
  return new Map([...groups].sort(([a], [b]) => (a < b ? -1 : 1)))
}

const KEYS: Readonly<Record<Dimension, (ticket: Measured, timeZone: string) => string>> = {
  community: ({ communityId }) => communityId,
  department: ({ department }) => department ?? NONE,
  category: ({ category }) => category,
  person: ({ assignee }) => assignee?.name ?? NONE,
  week: ({ reception }, timeZone) => weekOf(reception.receivedAt, timeZone).monday,
  month: ({ reception }, timeZone) => localDate(reception.receivedAt, timeZone).slice(0, 7),
}
