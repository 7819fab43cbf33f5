import type { Category, Kind } from '../../understanding/index.ts'
import type { DepartmentKey } from '../people.ts'

/** What tickets are looked up by (查): a number, a room, a building, a phone or an owner's name. */
export type Search =
  | { by: 'number'; number: string }
  | { by: 'room'; room: string }
  | { by: 'building'; building: string }
  | { by: 'phone'; phone: string }
  | { by: 'owner'; name: string }

/** The spans that figures are asked for (统计), in local days. */
export type PeriodName = 'today' | 'yesterday' | 'this_week' | 'last_week' | 'this_month' | 'last_month'

/** Whose or which tickets the figures are about; `unknown` names nothing that exists. */
export type About =
  | { department: DepartmentKey; title: string }
  | { person: string; title: string }
  | { kind: Kind; title: string }
  | { category: Category; title: string }
  | { unknown: string }

/** What a member of staff asks the desk instead of reporting something; `communityId` where one was named. */
export type Query =
  | { ask: 'help' }
  | { ask: 'mine' }
  | { ask: 'today' }
  | { ask: 'more' }
  | { ask: 'search'; search: Search; communityId: string | null }
  | { ask: 'statistics'; period: PeriodName; about: About | null; communityId: string | null }

/** The names that a query may hold. */
export interface Vocabulary {
  communities: readonly { id: string; name: string }[]
  departments: readonly { key: DepartmentKey; title: string }[]
  people: readonly { userId: string; name: string }[]
}
