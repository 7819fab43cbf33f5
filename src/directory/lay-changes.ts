import type { Community } from '../config/communities.ts'
import type { DepartmentKey } from '../domain/people.ts'
import { isSameUser } from './directory-state.ts'

/** The community with another head of the department, who also is among its members and holds the role. */
export function layHead(community: Community, key: DepartmentKey, userId: string): Community {
  const departments = community.departments.map((department) => {
    if (department.key !== key) return department
    const isIn = department.members.some((other) => isSameUser(other, userId))
    return {
      ...department,
      head: userId,
      members: isIn ? department.members : [...department.members, userId],
    }
  })
  const before = community.departments.find((department) => department.key === key)?.head
  const headsElse = departments.some(({ head }) => before !== undefined && isSameUser(head, before))
  const members = community.members.map((member): Community['members'][number] => {
    if (isSameUser(member.userId, userId) && !member.roles.includes('department_head'))
      return { ...member, roles: [...member.roles, 'department_head'] }
    if (before === undefined || headsElse || !isSameUser(member.userId, before)) return member
    const roles = member.roles.filter((role) => role !== 'department_head')
    return { ...member, roles: roles.length === 0 ? ['staff'] : roles }
  })
  return { ...community, departments, members }
}

/** The policy of a community with the value at the path; `null` leaves it to the company's policy again. */
export function layPolicy(
  policy: Readonly<Record<string, unknown>>,
  path: readonly string[],
  value: unknown,
): Record<string, unknown> {
  const [key = '', ...rest] = path
  const others = Object.fromEntries(Object.entries(policy).filter(([other]) => other !== key))
  if (rest.length === 0) return value === null ? others : withKey(others, key, value)
  const own = Object.entries(policy).find(([other]) => other === key)?.[1]
  const within = layPolicy(isRecord(own) ? own : {}, rest, value)
  return Object.keys(within).length === 0 ? others : withKey(others, key, within)
}

/** Built from entries, so that no key, not even `__proto__`, means anything but itself. */
function withKey(record: Record<string, unknown>, key: string, value: unknown): Record<string, unknown> {
  return Object.fromEntries([...Object.entries(record), [key, value]])
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
