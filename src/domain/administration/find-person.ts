import type { Community } from '../../config/communities.ts'
import type { WishProblem } from './wish.ts'

type CommunityMember = Community['members'][number]

/**
 * The member of this name or user id. A name typed with a slip is asked back and never guessed; two of one name have to
 * be told apart by their ids.
 */
export function findPerson(
  { members }: Pick<Community, 'members'>,
  said: string,
): { person: CommunityMember } | { problem: WishProblem } {
  const found = members.filter(
    ({ name, userId }) => name === said || userId.toLowerCase() === said.toLowerCase(),
  )
  const [person, second] = found
  if (person !== undefined && second === undefined) return { person }
  if (second !== undefined)
    return {
      problem: { code: 'ambiguous_person', name: said, userIds: found.map(({ userId }) => userId) },
    }
  const near = members.filter(({ name, userId }) => isNear(name, said) || isNear(userId, said))
  return { problem: { code: 'unknown_person', name: said, near: near.map(({ name }) => name) } }
}

/** All of them, or what is wrong with the first who is not found. */
export function findPeople(
  community: Pick<Community, 'members'>,
  said: readonly string[],
): { people: CommunityMember[] } | { problem: WishProblem } {
  const people: CommunityMember[] = []
  for (const name of said) {
    const found = findPerson(community, name)
    if ('problem' in found) return found
    if (people.includes(found.person)) return { problem: { code: 'named_twice', name: found.person.name } }
    people.push(found.person)
  }
  return { people }
}

/** Whether one slip lies between the two: a character other, missing, too many, or two in the wrong order. */
export function isNear(one: string, other: string): boolean {
  const [a, b] = [Array.from(one.toLowerCase()), Array.from(other.toLowerCase())]
  const [longer, shorter] = a.length >= b.length ? [a, b] : [b, a]
  if (shorter.length === 0 || longer.length - shorter.length > 1 || longer.length < 2) return false
  const at = longer.findIndex((character, index) => character !== shorter[index])
  if (at < 0) return true
  const tail = (characters: string[], from: number) => characters.slice(from).join('')
  if (longer.length > shorter.length) return tail(longer, at + 1) === tail(shorter, at)
  return (
    tail(longer, at + 1) === tail(shorter, at + 1) ||
    (longer[at] === shorter[at + 1] &&
      longer[at + 1] === shorter[at] &&
      tail(longer, at + 2) === tail(shorter, at + 2))
  )
}
