import { groupMembers } from '../directory/group-members.ts'
import type { Role } from '../domain/people.ts'
import type { Community } from './communities.ts'
import { checkDeputies, checkLeaves } from './duty-checks.ts'
import type { Policy } from './policy.ts'
import type { Problem } from './problems.ts'

/** The desk needs these in every community: the reception and the two steps of its ladder. */
const NEEDED_ROLES: readonly Role[] = ['front_desk', 'supervisor', 'manager']

/** What a schema cannot see inside one community: names that are nobody's, roles that nobody holds, turns without end. */
export function checkCommunity(community: Community, policy: Policy | undefined): Problem[] {
  return [
    ...checkMembers(community, policy),
    ...checkDepartments(community),
    ...checkShifts(community),
    ...checkLeaves(community),
    ...checkDeputies(community),
    ...checkGroups(community),
    ...checkSources(community),
    ...checkFloors(community),
  ]
}

function checkMembers({ members }: Community, policy: Policy | undefined): Problem[] {
  const problems = repeated(
    members.map((member) => member.userId),
    (index) => ['members', index, 'userId'],
  )
  const needed = new Set([...NEEDED_ROLES, ...(policy ? rolesToldBy(policy) : [])])
  const held = new Set(members.flatMap((member) => member.roles))
  for (const role of needed) {
    if (!held.has(role)) problems.push({ path: ['members'], message: `nobody holds the role ${role}` })
  }
  return problems
}

function rolesToldBy({ acceptance, idle, ...rules }: Policy): Role[] {
  const cadences = [acceptance.normal, acceptance.urgent, idle.normal, idle.urgent]
  return [rules['REC-4.7'].role, rules['REC-4.8'].role, ...cadences.flatMap(({ then }) => then)]
}

function checkDepartments(community: Community): Problem[] {
  const { departments } = community
  const problems = repeated(
    departments.map((department) => department.key),
    (index) => ['departments', index, 'key'],
  )
  for (const [index, { head, members }] of departments.entries()) {
    const path = ['departments', index]
    problems.push(...checkNamed(community, members, [...path, 'members']))
    if (!members.some((userId) => same(userId, head))) {
      problems.push({ path: [...path, 'head'], message: `${head} is not one of the members` })
    } else if (findMember(community, head)?.roles.includes('department_head') === false) {
      problems.push({ path: [...path, 'head'], message: `${head} does not hold the role department_head` })
    }
  }
  return problems
}

function checkShifts(community: Community): Problem[] {
  const problems: Problem[] = []
  for (const [index, { role, from, to, members }] of community.shifts.entries()) {
    const path = ['shifts', index]
    if (from === to) problems.push({ path: [...path, 'to'], message: `ends at ${to}, when it begins` })
    problems.push(...checkNamed(community, members, [...path, 'members']))
    for (const [memberIndex, userId] of members.entries()) {
      if (findMember(community, userId)?.roles.includes(role) === false) {
        problems.push({
          path: [...path, 'members', memberIndex],
          message: `${userId} does not hold the role ${role}`,
        })
      }
    }
  }
  return problems
}

function checkGroups(community: Community): Problem[] {
  const { groups } = community
  const problems = repeated(
    groups.map((group) => group.purpose),
    (index) => ['groups', index, 'purpose'],
  )
  for (const purpose of ['notices', 'managers']) {
    if (!groups.some((group) => group.purpose === purpose)) {
      problems.push({ path: ['groups'], message: `no group has the purpose ${purpose}` })
    }
  }
  for (const [index, group] of groups.entries()) {
    const { owner, memberDepartments } = group
    const path = ['groups', index]
    problems.push(...checkNamed(community, group.members, [...path, 'members']))
    const missing = memberDepartments.filter((key) => !community.departments.some((one) => one.key === key))
    for (const key of missing)
      problems.push({ path: [...path, 'memberDepartments'], message: `no department ${key}` })
    const members = groupMembers(community, group)
    if (members.length < 2 || members.length > 2000)
      problems.push({ path, message: `has ${members.length} member(s), must have 2 to 2000` })
    if (!members.some((userId) => same(userId, owner))) {
      problems.push({ path: [...path, 'owner'], message: `${owner} is not one of the members` })
    }
  }
  return problems
}

function checkSources({ fromWecom, departments }: Community): Problem[] {
  return fromWecom.flatMap(({ joins }, index) =>
    joins === undefined || departments.some(({ key }) => key === joins)
      ? []
      : [{ path: ['fromWecom', index, 'joins'], message: `there is no department ${joins} here` }],
  )
}

function checkFloors({ buildings }: Community): Problem[] {
  return [
    ...repeated(
      buildings.flatMap((building) => building.names),
      () => ['buildings'],
    ),
    ...buildings.flatMap(({ floors }, index) =>
      floors.from > floors.to
        ? [{ path: ['buildings', index, 'floors', 'to'], message: `lies below the floor ${floors.from}` }]
        : [],
    ),
  ]
}

/** Every name of a list must be a member's, and stand there once. */
function checkNamed(community: Community, userIds: readonly string[], path: PropertyKey[]): Problem[] {
  return [
    ...repeated(userIds, (index) => [...path, index]),
    ...userIds.flatMap((userId, index) =>
      findMember(community, userId) === undefined
        ? [{ path: [...path, index], message: `${userId} is not a member of ${community.id}` }]
        : [],
    ),
  ]
}

/** Values that stand twice in a list; case does not make a difference, as on the platform. */
export function repeated(values: readonly string[], pathOf: (index: number) => PropertyKey[]): Problem[] {
  const seen = new Set<string>()
  return values.flatMap((value, index) => {
    const isRepeat = seen.has(value.toLowerCase())
    seen.add(value.toLowerCase())
    return isRepeat ? [{ path: pathOf(index), message: `${value} is given twice` }] : []
  })
}

/** The member of a community by his id, whatever its case. */
export function findMember({ members }: Community, userId: string): Community['members'][number] | undefined {
  return members.find((member) => same(member.userId, userId))
}

/** Whether two user ids are the same person's. */
export function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
