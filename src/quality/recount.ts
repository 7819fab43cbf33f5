import { dayOf } from '../domain/calendar/index.ts'
import { groupBy } from '../domain/quality/index.ts'
import type { Figures } from '../services/figures.ts'
import type { CountOrder } from './arguments.ts'
import { formatTable } from './table.ts'

/** The name of the row over all groups. */
const ALL = 'all'

/** A table for each community: its groups and, where there are several, the row of all, from the same tickets. */
export async function recount(
  { from, to, by, community }: CountOrder,
  communities: readonly { id: string; name: string; timeZone: string }[],
  figures: Figures,
  now: Date,
): Promise<string> {
  const tables: string[] = []
  for (const { id, name, timeZone } of communities) {
    if (community !== undefined && community !== id) continue
    const period = { from: dayOf(from, timeZone).from, to: dayOf(to, timeZone).to }
    const { tickets, count } = await figures.load(id, period)
    const groups = [...groupBy(tickets, by, timeZone)].map(([key, some]) => [key, count(some, now)] as const)
    const told = groups.filter(([, { received, discarded, closed }]) => received + discarded + closed.of > 0)
    const rows = by === 'community' ? [] : told
    tables.push(`${name} (${id}) ${from} – ${to}\n${formatTable([...rows, [ALL, count(tickets, now)]])}`)
  }
  return tables.join('\n\n')
}
