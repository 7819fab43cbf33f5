import type { Community } from '../../config/communities.ts'
import type { Role } from '../people.ts'
import { findPerson } from './find-person.ts'
import type { Planned } from './plan-change.ts'
import type { ChangeWish, WishProblem } from './wish.ts'

type CommunityMember = Community['members'][number]

const same = (one: string, other: string) => one.toLowerCase() === other.toLowerCase()

/** A role given or taken; nobody loses his last one, and the desk not its last front desk, supervisor or manager. */
export function planRole(
  { do: what, name, role }: Extract<ChangeWish, { do: 'grant' | 'revoke' }>,
  community: Community,
): Planned {
  const found = findPerson(community, name)
  if ('problem' in found) return found
  const { person } = found
  const has = person.roles.includes(role)
  if (what === 'grant') {
    if (has) return problem({ code: 'has_role', name: person.name, role })
    if (role === 'department_head') return problem({ code: 'head_by_department', name: person.name })
    return setMember(community, { ...person, roles: [...person.roles, role] })
  }
  if (!has) return problem({ code: 'lacks_role', name: person.name, role })
  const heads = role === 'department_head' ? departmentHeadedBy(community, person) : undefined
  if (heads !== undefined) return problem({ code: 'heads', name: person.name, department: heads })
  const roles = person.roles.filter((other) => other !== role)
  const shift = community.shifts.find(
    (one) => one.role === role && one.members.some((userId) => same(userId, person.userId)),
  )
  if (shift !== undefined) return problem({ code: 'in_shift', name: person.name, shift: shift.title })
  if (isLast(community, role, person)) return problem({ code: 'last_of_role', role })
  if (roles.length === 0) return problem({ code: 'only_role', name: person.name })
  return setMember(community, { ...person, roles })
}

/** Somebody goes; not the head of a department, the last of its people, or the last whom the desk needs. */
export function planRemoval(name: string, community: Community): Planned {
  const found = findPerson(community, name)
  if ('problem' in found) return found
  const { person } = found
  const heads = departmentHeadedBy(community, person)
  if (heads !== undefined) return problem({ code: 'heads', name: person.name, department: heads })
  const last = person.roles.find((role) => isLast(community, role, person))
  if (last !== undefined) return problem({ code: 'last_of_role', role: last })
  const group = community.groups.find(({ owner }) => same(owner, person.userId))
  if (group !== undefined) return problem({ code: 'owns_group', name: person.name, group: group.name })
  return { change: { kind: 'remove_member', communityId: community.id, userId: person.userId } }
}

/** Somebody joins or leaves a department, or becomes its head. */
export function planInDepartment(
  { do: what, department: key, name }: Extract<ChangeWish, { do: 'join' | 'leave' | 'head' }>,
  community: Community,
): Planned {
  const department = community.departments.find((one) => one.key === key)
  if (department === undefined) return problem({ code: 'unknown_department', department: key })
  const found = findPerson(community, name)
  if ('problem' in found) return found
  const { person } = found
  const { title, head, members } = department
  const isIn = members.some((userId) => same(userId, person.userId))
  const isHead = same(head, person.userId)
  const communityId = community.id
  if (what === 'head') {
    if (isHead) return problem({ code: 'heads', name: person.name, department: title })
    return { change: { kind: 'set_head', communityId, department: key, userId: person.userId } }
  }
  if (what === 'join') {
    if (isIn) return problem({ code: 'in_department', name: person.name, department: title })
    const joined = { ...department, members: [...members, person.userId] }
    return { change: { kind: 'set_department', communityId, department: joined } }
  }
  if (!isIn) return problem({ code: 'not_in_department', name: person.name, department: title })
  if (isHead) return problem({ code: 'heads', name: person.name, department: title })
  const left = members.filter((userId) => !same(userId, person.userId))
  if (left.length === 0) return problem({ code: 'last_in_department', department: title })
  return { change: { kind: 'set_department', communityId, department: { ...department, members: left } } }
}

function departmentHeadedBy({ departments }: Community, { userId }: CommunityMember): string | undefined {
  return departments.find(({ head }) => same(head, userId))?.title
}

const NEEDED: readonly Role[] = ['front_desk', 'supervisor', 'manager']

function isLast({ members }: Community, role: Role, person: CommunityMember): boolean {
  if (!NEEDED.includes(role) || !person.roles.includes(role)) return false
  return !members.some((other) => other !== person && other.roles.includes(role))
}

function setMember({ id }: Community, member: CommunityMember): Planned {
  return { change: { kind: 'set_member', communityId: id, member } }
}

function problem(what: WishProblem): Planned {
  return { problem: what }
}
