import type { Community, WecomSource } from '../config/communities.ts'
import type { KnownPerson } from './directory-state.ts'

type CommunityMember = Community['members'][number]

/** The community with what WeCom says of its people: names, who is gone, and who belongs to it by a tag or department. */
export function layPeople(community: Community, people: readonly KnownPerson[]): Community {
  const known = new Map(people.map((person) => [person.userId.toLowerCase(), person]))
  const members = new Map<string, CommunityMember>()
  for (const member of community.members) {
    const person = known.get(member.userId.toLowerCase())
    if (person !== undefined && person.status !== 'active') continue
    members.set(member.userId.toLowerCase(), { ...member, name: person?.name || member.name })
  }
  const joining = new Map<string, string[]>()
  for (const source of community.fromWecom) {
    for (const person of people) {
      if (person.status !== 'active' || !isIn(source, person)) continue
      const id = person.userId.toLowerCase()
      members.set(id, withRole(members.get(id) ?? { ...toMember(person), roles: [] }, source))
      if (source.joins !== undefined)
        joining.set(source.joins, [...(joining.get(source.joins) ?? []), person.userId])
    }
  }
  const present = (userIds: readonly string[]) =>
    userIds.filter((userId) => members.has(userId.toLowerCase()))
  return {
    ...community,
    members: [...members.values()],
    departments: community.departments.map((department) => ({
      ...department,
      members: once([...present(department.members), ...(joining.get(department.key) ?? [])]),
    })),
    shifts: community.shifts
      .map((shift) => ({ ...shift, members: present(shift.members) }))
      .filter((shift) => shift.members.length > 0),
    groups: community.groups.map((group) => {
      const staying = present(group.members)
      const owner = members.has(group.owner.toLowerCase()) ? group.owner : (staying[0] ?? group.owner)
      return { ...group, owner, members: staying }
    }),
  }
}

function isIn({ tag, department }: WecomSource, person: KnownPerson): boolean {
  return tag === undefined ? person.departments.includes(department ?? 0) : person.tags.includes(tag)
}

/** Without a role of its own a source makes plain staff of those who have none. */
function withRole(member: CommunityMember, { role }: WecomSource): CommunityMember {
  const added = role ?? (member.roles.length === 0 ? 'staff' : undefined)
  return added === undefined || member.roles.includes(added)
    ? member
    : { ...member, roles: [...member.roles, added] }
}

function toMember({ userId, name }: KnownPerson): { userId: string; name: string } {
  return { userId, name: name || userId }
}

function once(userIds: readonly string[]): string[] {
  const seen = new Set<string>()
  return userIds.filter((userId) => !seen.has(userId.toLowerCase()) && seen.add(userId.toLowerCase()))
}
