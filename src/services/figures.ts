import { spanMs } from '../domain/calendar/index.ts'
import { countIndicators, findRepeats, type Indicators, type Measured } from '../domain/quality/index.ts'
import type { TicketQuestions } from './ticket-questions.ts'
import type { Rules } from '../domain/rules.ts'

/** The indicators of QM-1, counted from the tickets whenever they are asked for; nothing is kept beside them. */
export interface Figures {
  /** The community's tickets that count for the period, with those that came again (policy `QM-1` `repeatWithin`). */
  load(communityId: string, period: { from: Date; to: Date }): Promise<Sample>
}

/** What the indicators of a period are counted from. */
export interface Sample {
  tickets: Measured[]
  count: (tickets: readonly Measured[], now: Date) => Indicators
}

/** Figures over the store's questions. */
export function createFigures(
  store: Pick<TicketQuestions, 'measuredIn'>,
  rules: (communityId: string) => Rules,
): Figures {
  return {
    async load(communityId, period) {
      const repeatMs = spanMs(rules(communityId).policy['QM-1'].repeatWithin)
      // What came before the period tells which of its tickets came again.
      const from = new Date(period.from.getTime() - repeatMs)
      const tickets = await store.measuredIn(communityId, { from, to: period.to })
      const repeats = findRepeats(tickets, repeatMs)
      return { tickets, count: (some, now) => countIndicators(some, period, repeats, now) }
    },
  }
}
