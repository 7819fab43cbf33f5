import type { Community } from '../../config/communities.ts'
import type { Planned } from './plan-change.ts'
import type { ChangeWish } from './wish.ts'

/** A new member, who goes by one name and one id everywhere, and whose work is plain. */
export function planMember(
  { name, userId, roles, joins }: Extract<ChangeWish, { do: 'add_member' }>,
  community: Community,
  communities: readonly Community[],
): Planned {
  const isHis = (id: string) => id.toLowerCase() === userId.toLowerCase()
  if (community.members.some((member) => isHis(member.userId)))
    return { problem: { code: 'is_member', name } }
  const everybody = communities.flatMap(({ members }) => members)
  const known = everybody.find((member) => isHis(member.userId))
  if (known !== undefined && known.name !== name)
    return { problem: { code: 'other_name', userId, known: known.name } }
  const alike = everybody.find((member) => member.name === name && !isHis(member.userId))
  if (alike !== undefined) return { problem: { code: 'name_taken', name, userId: alike.userId } }
  if (roles.includes('department_head')) return { problem: { code: 'head_by_department', name } }
  const isPlain = roles.every((role) => role === 'staff')
  if (isPlain && joins === null) return { problem: { code: 'no_department', name } }
  if (joins !== null && !community.departments.some(({ key }) => key === joins))
    return { problem: { code: 'unknown_department', department: joins } }
  return {
    change: {
      kind: 'set_member',
      communityId: community.id,
      member: { userId: known?.userId ?? userId, name, roles: [...roles] },
      ...(joins === null ? {} : { joins }),
    },
  }
}
