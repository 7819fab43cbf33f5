import type { Community } from '../config/communities.ts'
import type { DepartmentKey, Role } from '../domain/people.ts'
import type { DirectoryNotice } from './directory-state.ts'

/** The roles without whom a community's matters stand still. */
const NEEDED: readonly Role[] = ['front_desk', 'supervisor', 'manager']

/** For each community what somebody did before and nobody does any more: a needed role, or a department's work. */
export function planVacancyNotices(
  before: readonly Community[],
  after: readonly Community[],
  version: number,
): DirectoryNotice[] {
  return after.flatMap((community): DirectoryNotice[] => {
    const earlier = before.find(({ id }) => id === community.id)
    if (earlier === undefined) return []
    const known = vacanciesOf(earlier)
    const now = vacanciesOf(community)
    const roles = now.roles.filter((role) => !known.roles.includes(role))
    const departments = now.departments.filter((key) => !known.departments.includes(key))
    if (roles.length + departments.length === 0) return []
    const id = `directory-vacant-${community.id}-${String(version)}`
    return [{ id, communityId: community.id, kind: 'vacant', roles, departments }]
  })
}

function vacanciesOf({ members, departments }: Community): { roles: Role[]; departments: DepartmentKey[] } {
  return {
    roles: NEEDED.filter((role) => !members.some(({ roles }) => roles.includes(role))),
    departments: departments.filter(({ members: own }) => own.length === 0).map(({ key }) => key),
  }
}
