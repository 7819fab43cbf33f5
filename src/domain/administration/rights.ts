import type { Community } from '../../config/communities.ts'
import type { Policy } from '../../config/policy.ts'
import type { Role } from '../people.ts'
import { findPerson } from './find-person.ts'
import type { ChangeWish } from './wish.ts'

/** Whoever asks, with his roles in the community and in any of the communities. */
export interface Asking {
  userId: string
  rolesHere: readonly Role[]
  rolesAnywhere: readonly Role[]
}

type Rights = Policy['administration']

/** Whether he may add communities and appoint those who may. */
export function mayAdministerCompany({ userId, rolesAnywhere }: Asking, rights: Rights): boolean {
  return (
    rights.administrators.some((one) => one.toLowerCase() === userId.toLowerCase()) ||
    rolesAnywhere.some((role) => rights.companyRoles.includes(role))
  )
}

/** Whether he may change the people, departments, shifts and groups of the community. */
export function mayAdminister(asking: Asking, rights: Rights): boolean {
  return (
    mayAdministerCompany(asking, rights) ||
    asking.rolesHere.some((role) => rights.communityRoles.includes(role))
  )
}

/**
 * Whether he may have this wish: nobody gives himself or others more than he has, so roles that administer the company,
 * and those who hold them, are changed by such people only.
 */
export function mayWish(asking: Asking, wish: ChangeWish, community: Community, rights: Rights): boolean {
  if (mayAdministerCompany(asking, rights)) return true
  if (!mayAdminister(asking, rights) || wish.do === 'add_community') return false
  const isHigh = (role: Role) => rights.companyRoles.includes(role)
  if (wish.do === 'add_member') return !wish.roles.some(isHigh)
  if (wish.do !== 'grant' && wish.do !== 'revoke' && wish.do !== 'remove_member') return true
  if (wish.do !== 'remove_member' && isHigh(wish.role)) return false
  const found = findPerson(community, wish.name)
  return wish.do === 'grant' || !('person' in found) || !found.person.roles.some(isHigh)
}
