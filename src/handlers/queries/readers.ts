import type { Directory } from '../../directory/index.ts'
import type { Vocabulary } from '../../domain/query/index.ts'
import type { Reader } from '../../services/find-tickets.ts'
import { DEPARTMENT_TITLES } from '../../texts/words.ts'
import { actorIn } from '../desk.ts'

/** The member in each of his communities, or only in the one he named; nobody is a reader where he is no member. */
export function readersOf(directory: Directory, userId: string, communityId: string | null): Reader[] {
  return directory
    .communitiesOf(userId)
    .filter(({ id }) => communityId === null || id === communityId)
    .map(({ id, timeZone }) => ({ communityId: id, timeZone, actor: actorIn(directory, userId, id) }))
}

/** Every name that a query may hold: of all communities, so that a foreign one is refused rather than misread. */
export function vocabularyOf(directory: Directory): Vocabulary {
  const communities = directory.communities()
  const usual = (['engineering', 'order', 'environment', 'customer_service', 'finance'] as const).map(
    (key) => ({
      key,
      title: DEPARTMENT_TITLES[key],
    }),
  )
  return {
    communities,
    departments: [...communities.flatMap(({ departments }) => departments), ...usual],
    people: communities.flatMap(({ members }) => members),
  }
}
