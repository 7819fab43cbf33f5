export type { About, PeriodName, Query, Search, Vocabulary } from './query.ts'
export { parseQuery } from './parse-query.ts'
export { fromListFacts, toListFacts, type TicketList } from './ticket-list.ts'
export { periodOf } from './period.ts'
