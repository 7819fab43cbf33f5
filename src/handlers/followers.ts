import { isSameUser, type Directory } from '../directory/index.ts'
import type { DepartmentKey, Person } from '../domain/people.ts'
import { ROLE_TITLES } from '../texts/words.ts'

/** Who can be given a case to follow up (REC-4.9): the head of its department first, the supervisors, the other heads. */
export function followersIn(
  directory: Directory,
  communityId: string,
  department: DepartmentKey | null,
  at: Date,
): (Person & { title: string })[] {
  const heads = directory
    .departments(communityId)
    .flatMap(({ key, title, head }) => (head === undefined ? [] : [{ ...head, title, key }]))
  const supervisors = directory
    .holders(communityId, 'supervisor', at)
    .map((person) => ({ ...person, title: ROLE_TITLES.supervisor, key: null }))
  const inOrder = [
    ...heads.filter(({ key }) => key === department),
    ...supervisors,
    ...heads.filter(({ key }) => key !== department),
  ]
  return inOrder
    .filter(({ userId }, index) => inOrder.findIndex((one) => isSameUser(one.userId, userId)) === index)
    .map(({ userId, name, title }) => ({ userId, name, title }))
}
