import type { Community } from '../../config/communities.ts'
import type { Asking } from '../../domain/administration/index.ts'
import type { Desk } from '../desk.ts'

/** Whoever asks, with what he is in the community and elsewhere. */
export function askingOf(
  userId: string,
  communityId: string,
  { directory }: Pick<Desk, 'directory'>,
): Asking {
  return {
    userId,
    rolesHere: directory.rolesIn(userId, communityId),
    rolesAnywhere: directory.communitiesOf(userId).flatMap(({ id }) => directory.rolesIn(userId, id)),
  }
}

/** The words without the name of a community before them, and the community that they are about. */
export function cutCommunity(
  text: string,
  communities: readonly Community[],
  home: string,
): { rest: string; communityId: string } {
  const [first = '', ...others] = text.trim().split(/[\s\u3000]+/u)
  const named = communities.find(({ name }) => name === first)
  return named === undefined
    ? { rest: text, communityId: home }
    : { rest: others.join(' '), communityId: named.id }
}
