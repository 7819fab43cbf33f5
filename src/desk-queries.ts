import type { Database } from './database.ts'
import type { Rules } from './domain/rules.ts'
import type { Desk } from './handlers/desk.ts'
import { createFigures } from './services/figures.ts'
import { createTicketFinder } from './services/find-tickets.ts'

/** What the handlers ask when staff look something up. */
export function createDeskQueries(
  { tickets, lists }: Pick<Database, 'tickets' | 'lists'>,
  rules: (communityId: string) => Rules,
): Pick<Desk, 'lists' | 'finder' | 'figures'> {
  return { lists, finder: createTicketFinder(tickets), figures: createFigures(tickets, rules) }
}
