import type { Community } from './communities.ts'
import { repeated } from './community-checks.ts'
import type { Problem } from './problems.ts'

/** A community with its place in communities.json. */
export interface PlacedCommunity {
  at: readonly PropertyKey[]
  community: Community
}

/** What must not clash between communities: ids, group chats, and the one name of a person. */
export function checkClashes(placed: readonly PlacedCommunity[]): Problem[] {
  const groups = placed.flatMap(({ at, community }) =>
    community.groups.map(({ chatId }, index) => ({ chatId, path: [...at, 'groups', index, 'chatId'] })),
  )
  return [
    ...repeated(
      placed.map(({ community }) => community.id),
      (index) => [...(placed[index]?.at ?? []), 'id'],
    ),
    ...repeated(
      groups.map(({ chatId }) => chatId),
      (index) => groups[index]?.path ?? [],
    ),
    ...checkWebsites(placed),
    ...checkNames(placed),
  ]
}

/** A token names one website, so it must not be another's too; within a community the names differ. */
function checkWebsites(placed: readonly PlacedCommunity[]): Problem[] {
  const sites = placed.flatMap(({ at, community }) =>
    community.websites.map(({ name, tokenSha256 }, index) => ({
      name: `${community.id}/${name}`,
      tokenSha256,
      path: [...at, 'websites', index],
    })),
  )
  const pathOf = (index: number, key: string) => [...(sites[index]?.path ?? []), key]
  return [
    ...repeated(
      sites.map(({ name }) => name),
      (index) => pathOf(index, 'name'),
    ),
    ...repeated(
      sites.map(({ tokenSha256 }) => tokenSha256),
      (index) => pathOf(index, 'tokenSha256'),
    ),
  ]
}

function checkNames(placed: readonly PlacedCommunity[]): Problem[] {
  const names = new Map<string, string>()
  const people = placed.flatMap(({ at, community }) =>
    community.members.map(({ userId, name }, index) => ({
      userId,
      name,
      path: [...at, 'members', index, 'name'],
    })),
  )
  return people.flatMap(({ userId, name, path }) => {
    const known = names.get(userId.toLowerCase()) ?? name
    names.set(userId.toLowerCase(), known)
    return known === name ? [] : [{ path, message: `${userId} is called ${known} elsewhere` }]
  })
}
