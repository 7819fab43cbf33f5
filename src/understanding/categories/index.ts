import type { Kind } from '../kinds.ts'
import type { CategoryEntry, CategoryGroup, DepartmentKey } from './category.ts'
import { AFFAIRS } from './affairs.ts'
import { EMERGENCY } from './emergency.ts'
import { ENVIRONMENT } from './environment.ts'
import { FEE_FINANCE } from './fee-finance.ts'
import { HELP_AID } from './help-aid.ts'
import { NON_TICKET } from './non-ticket.ts'
import { ORDER_SAFETY } from './order-safety.ts'
import { OUTSIDE_SCOPE } from './outside-scope.ts'
import { REPAIR_INDOOR } from './repair-indoor.ts'
import { REPAIR_PUBLIC } from './repair-public.ts'
import { SERVICE } from './service.ts'
import { SPECIAL_SERVICE } from './special-service.ts'
import { UTILITY_SUPPLY } from './utility-supply.ts'
import type { Category } from './keys.ts'

/** The 13 level-1 groups in the order of domain-facts 2.2. */
export const CATEGORY_GROUPS: readonly CategoryGroup[] = [
  EMERGENCY,
  REPAIR_INDOOR,
  REPAIR_PUBLIC,
  UTILITY_SUPPLY,
  ENVIRONMENT,
  ORDER_SAFETY,
  FEE_FINANCE,
  SERVICE,
  AFFAIRS,
  HELP_AID,
  SPECIAL_SERVICE,
  OUTSIDE_SCOPE,
  NON_TICKET,
]

/** All 82 level-2 categories with group, Chinese title, responsible department and prior kind (domain-facts 2.2). */
export const CATEGORIES: ReadonlyMap<
  Category,
  { group: string; title: string; department: DepartmentKey; defaultKind: Kind }
> = new Map(
  CATEGORY_GROUPS.flatMap(({ key: group, categories }) =>
    categories.map(({ key, title, department, defaultKind }) => [
      key,
      { group, title, department, defaultKind },
    ]),
  ),
)

/** Every category with its words, for the lexicon. */
export const CATEGORY_ENTRIES: readonly CategoryEntry[] = CATEGORY_GROUPS.flatMap(
  ({ categories }) => categories,
)
