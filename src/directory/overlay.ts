import type { Community } from '../config/communities.ts'
import type { Person } from '../domain/people.ts'
import { layChange } from './directory-change.ts'
import { isSameUser, type DirectoryState, type FormerMember } from './directory-state.ts'
import { layPeople } from './lay-people.ts'
import { planVacancyNotices } from './vacancies.ts'

/** The configured communities with the administrators' changes and WeCom's renamed ids, before what WeCom says of people. */
export function layChanges(
  configured: readonly Community[],
  { changes, renames }: Pick<DirectoryState, 'changes' | 'renames'>,
): Community[] {
  const changed = changes.reduce<Community[]>(
    (communities, { change }) => layChange(communities, change),
    [...configured],
  )
  return renames.reduce((communities, rename) => communities.map((one) => renameIn(one, rename)), changed)
}

/** The communities as they stand now: configuration, changes, and people. */
export function layState(configured: readonly Community[], state: DirectoryState): Community[] {
  return layChanges(configured, state).map((community) => layPeople(community, state.people))
}

/**
 * The state after a change, with who is a member now, who is no longer, and what nobody does any more. Somebody who comes
 * back is forgotten as former; somebody who goes again has his tickets handed on again.
 */
export function reckonMembers(
  configured: readonly Community[],
  before: DirectoryState,
  state: DirectoryState,
  now: Date,
): DirectoryState {
  const communities = layState(configured, state)
  const members = new Map<string, Person>()
  for (const { members: all } of communities)
    for (const { userId, name } of all) members.set(userId.toLowerCase(), { userId, name })
  const isHere = ({ userId }: Person) => members.has(userId.toLowerCase())
  // With nothing stored yet, whoever the configuration names was a member until now.
  const earlier =
    before.version === 0 ? layState(configured, before).flatMap(({ members: all }) => all) : state.members
  const gone = earlier
    .filter((person) => !isHere(person))
    .map(({ userId, name }): FormerMember => ({ userId, name, since: now, handedOn: false }))
  const former = state.former.filter(
    (person) => !isHere(person) && !gone.some(({ userId }) => isSameUser(userId, person.userId)),
  )
  const notices = planVacancyNotices(layState(configured, before), communities, state.version + 1)
  return {
    ...state,
    members: [...members.values()],
    former: [...former, ...gone],
    notices: [...state.notices, ...notices],
  }
}

function renameIn(community: Community, { from, to }: { from: string; to: string }): Community {
  const renamed = (userId: string) => (isSameUser(userId, from) ? to : userId)
  const among = <T extends { members: string[] }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, members: one.members.map(renamed) }))
  return {
    ...community,
    members: community.members.map((member) => ({ ...member, userId: renamed(member.userId) })),
    departments: among(community.departments).map((one) => ({ ...one, head: renamed(one.head) })),
    shifts: among(community.shifts),
    groups: among(community.groups).map((one) => ({ ...one, owner: renamed(one.owner) })),
  }
}
