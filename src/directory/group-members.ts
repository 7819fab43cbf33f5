import type { Community } from '../config/communities.ts'

type GroupConfig = Community['groups'][number]

/**
 * Who belongs into a group now: those named, those who hold one of its roles, those of its departments; each once, as
 * spelt in the community. Who is no member of the community any more belongs into none of its groups.
 */
export function groupMembers(
  { members, departments }: Pick<Community, 'members' | 'departments'>,
  group: Pick<GroupConfig, 'members' | 'memberRoles' | 'memberDepartments'>,
): string[] {
  const inDepartments = departments
    .filter(({ key }) => group.memberDepartments.includes(key))
    .flatMap((department) => department.members)
  const named = new Set([...group.members, ...inDepartments].map((userId) => userId.toLowerCase()))
  return members
    .filter(
      ({ userId, roles }) =>
        named.has(userId.toLowerCase()) || roles.some((role) => group.memberRoles.includes(role)),
    )
    .map(({ userId }) => userId)
}
