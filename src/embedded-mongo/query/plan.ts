import type { Entry, IndexTree } from '../index/index-tree.ts'
import type { Interval } from './bounds.ts'
import type { Filter } from './filter.ts'
import type { SortField } from './sort.ts'

/** A stretch of an index, from bound to bound in the index's own order. */
export interface Stretch {
  low: Entry
  high: Entry
}

/** How the records are reached. `sorted`: they come in the order the query asks for. */
export type Plan = { stage: 'COLLSCAN' } | { stage: 'EOF' } | { stage: 'OR'; plans: Plan[] } | IndexPlan

/** A walk over stretches of one index. */
export interface IndexPlan {
  stage: 'IXSCAN'
  index: IndexTree
  stretches: Stretch[]
  /** The bounds by field, for `explain`. */
  intervals: (Interval[] | undefined)[]
  backwards: boolean
  sorted: boolean
}

/** What the planner has to know of a query. */
export interface PlanRequest {
  filter: Filter
  sort: readonly SortField[]
  /** Number of records wanted, skip included; `Infinity` for all. */
  wanted: number
}
