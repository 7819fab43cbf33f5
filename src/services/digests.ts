import { previousWeek } from '../domain/calendar/index.ts'
import type { Rules } from '../domain/rules.ts'
import type { Digest, WeekFigures } from '../domain/review/digest.ts'
import { checkPromises, openItemsOf } from '../domain/review/promises.ts'
import { rankCases } from '../domain/review/worst-cases.ts'
import type { Ticket } from '../domain/ticket/index.ts'
import type { Figures } from './figures.ts'
import type { ReviewStore, TicketStore } from './stores.ts'

/** The last Monday, and the one before for follow-ups whose day had not come yet. */
const REVIEWS_BACK = 2

/** Puts together what the manager's Monday tells beyond its list (REC-4.9). */
export interface Digests {
  /** `week` is the local week that is reviewed; `touched` are its tickets. */
  of(
    communityId: string,
    week: { from: Date; to: Date },
    touched: readonly Ticket[],
    now: Date,
  ): Promise<Digest>
}

/** Digests over the records; the figures are the indicators of QM-1, counted now for both weeks (QM-2). */
export function createDigests(deps: {
  store: Pick<ReviewStore, 'lastBefore'>
  tickets: Pick<TicketStore, 'withIds'>
  figures: Pick<Figures, 'load'>
  rules: (communityId: string) => Rules
}): Digests {
  const { store, tickets, figures, rules } = deps

  async function count(communityId: string, week: { from: Date; to: Date }, now: Date): Promise<WeekFigures> {
    const sample = await figures.load(communityId, week)
    const { received, closed, onTime, overdue } = sample.count(sample.tickets, now)
    const complaints = sample.tickets.filter(({ kind }) => kind === 'complaint')
    const { received: complained } = sample.count(complaints, now)
    return { received, closed: closed.count, onTime, overdue, complaints: complained }
  }

  return {
    async of(communityId, week, touched, now) {
      const reviews = await store.lastBefore(communityId, 'weekly', week.to, REVIEWS_BACK)
      const [last] = reviews
      const open = last === undefined ? [] : await tickets.withIds(openItemsOf(last))
      return {
        week: await count(communityId, week, now),
        before: await count(communityId, previousWeek(week.from, rules(communityId).calendar.timeZone), now),
        checked: checkPromises(reviews, new Map(open.map((ticket) => [ticket.id, ticket])), now),
        cases: rankCases(touched, now, rules(communityId).policy['REC-4.9'].cases),
      }
    },
  }
}
