import type { Directory } from '../directory/index.ts'
import { chainFrom } from '../domain/duty/chain.ts'
import type { Role } from '../domain/people.ts'
import type { Audience } from '../domain/record.ts'
import type { Receiver } from './stores.ts'

/** Who gets a message; `insteadOf` names the role, department or group that nobody was there for. */
export interface Found {
  to: Receiver
  insteadOf?: string
}

/**
 * Those on duty, else the next role up the chain, else the managers' group, else whoever holds one of these roles, on leave
 * or not: a message that finds nobody never vanishes. `undefined` only where no such role is held at all.
 */
export function findReceiver(
  directory: Directory,
  communityId: string,
  audience: Audience,
  at: Date,
): Found | undefined {
  if ('users' in audience) return { to: { users: [...audience.users] } }
  if ('owner' in audience) return { to: audience }
  if ('group' in audience) {
    const group = directory.group(communityId, audience.group)
    if (group !== undefined) return { to: { chatId: group.chatId } }
    return climb(directory, communityId, 'supervisor', `group_${audience.group}`, at)
  }
  if ('department' in audience) {
    const people = directory.departmentPeople(communityId, audience.department, at)
    if (people.length > 0) return { to: { users: people.map(({ userId }) => userId) } }
    return climb(directory, communityId, 'supervisor', audience.department, at)
  }
  return climb(directory, communityId, audience.role, audience.role, at)
}

function climb(
  directory: Directory,
  communityId: string,
  from: Role,
  wanted: string,
  at: Date,
): Found | undefined {
  const chain = chainFrom(from)
  for (const role of chain) {
    const people = directory.holders(communityId, role, at)
    if (people.length > 0) {
      const to = { users: people.map(({ userId }) => userId) }
      return role === wanted ? { to } : { to, insteadOf: wanted }
    }
  }
  const group = directory.group(communityId, 'managers')
  if (group !== undefined) return { to: { chatId: group.chatId }, insteadOf: wanted }
  const members = directory.communities().find(({ id }) => id === communityId)?.members ?? []
  const away = members.filter(({ roles }) => chain.some((role) => roles.includes(role)))
  return away.length === 0
    ? undefined
    : { to: { users: away.map(({ userId }) => userId) }, insteadOf: wanted }
}
