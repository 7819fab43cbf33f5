import type { Community, GroupPurpose } from '../config/communities.ts'
import { createCalendar, type HolidayYear } from '../domain/calendar/index.ts'
import type { DepartmentKey, Person, Role } from '../domain/people.ts'
import { DeskError } from '../errors.ts'
import { groupMembers } from './group-members.ts'
import { createRoster, type Roster } from './roster.ts'
import { buildRooms } from './rooms.ts'

/** A member of the company as the directory knows him; `userId` as spelt in communities.json. */
export type Member = Person

/** A department (责任部门) with its head 负责人, who is also among the members; `undefined` when the head has left. */
export interface Department {
  key: DepartmentKey
  title: string
  head: Member | undefined
  members: Member[]
}

/** A group chat of the staff, with whom it is to be made. */
export interface Group {
  chatId: string
  name: string
  owner: string
  members: string[]
}

/** One row per person and community, and the groups, as the sandbox lists them. */
export interface PeopleList {
  members: {
    userId: string
    name: string
    community: string
    roles: Role[]
    department: DepartmentKey | null
    onDuty: boolean
  }[]
  groups: { chatId: string; name: string; community: string }[]
}

/** Who is who in the communities. User ids are compared without regard to case; an unknown community throws `unknown_community`. */
export interface Directory {
  member(userId: string): Member | undefined
  /** Somebody who was a member and has left, or may not act any more; names him, and refuses his taps. */
  formerMember(userId: string): Member | undefined
  communities(): Community[]
  communitiesOf(userId: string): Community[]
  rolesIn(userId: string, communityId: string): Role[]
  departmentsOf(userId: string, communityId: string): DepartmentKey[]
  /**
   * Those who answer for a role at an instant: the ones on duty where the role stands in the roster, all holders where it
   * does not or where nobody is on duty (which `isOnDuty` then tells).
   */
  holders(communityId: string, role: Role, at: Date): Member[]
  /** Whether one of the member's turns is running; a member without turns is always on duty. */
  isOnDuty(userId: string, communityId: string, at: Date): boolean
  department(communityId: string, key: DepartmentKey): Department | undefined
  departments(communityId: string): Department[]
  /** Those who get what is for a department at an instant, its head first; nobody for one that does not exist. */
  departmentPeople(communityId: string, key: DepartmentKey, at: Date): Member[]
  group(communityId: string, purpose: GroupPurpose): Group | undefined
  /** Whether the room, in its normal form (domain-facts 2.5), exists. */
  hasRoom(communityId: string, room: string): boolean
  people(at: Date): PeopleList
}

interface CommunityIndex {
  community: Community
  members: Map<string, Community['members'][number]>
  roster: Roster
  rooms: Set<string>
}

/**
 * The directory of the communities and of those who were members of them; pure, so it can be asked on every event.
 * People who are named in a list but are no members (any more) are passed over.
 */
export function createDirectory(
  communities: readonly Community[],
  holidays: readonly HolidayYear[],
  former: readonly Member[] = [],
): Directory {
  const indexes = new Map(communities.map((community) => [community.id, indexOf(community, holidays)]))
  const all = [...indexes.values()]

  function find(communityId: string): CommunityIndex {
    const index = indexes.get(communityId)
    if (index === undefined) {
      throw new DeskError('unknown_community', `There is no community ${communityId}.`)
    }
    return index
  }

  function departments(communityId: string): Department[] {
    const { community, members } = find(communityId)
    return community.departments.map(({ key, title, head, members: userIds }) => ({
      key,
      title,
      head: findMember(members, head),
      members: userIds.flatMap((userId) => findMember(members, userId) ?? []),
    }))
  }

  function departmentsOf(userId: string, communityId: string): DepartmentKey[] {
    const id = userId.toLowerCase()
    return departments(communityId)
      .filter(({ members }) => members.some((member) => member.userId.toLowerCase() === id))
      .map(({ key }) => key)
  }

  function findAnywhere(userId: string): Member | undefined {
    const found = all.find(({ members }) => members.has(userId.toLowerCase()))
    return found && findMember(found.members, userId)
  }

  return {
    member: findAnywhere,
    formerMember: (userId) =>
      findAnywhere(userId) === undefined
        ? former.find((person) => person.userId.toLowerCase() === userId.toLowerCase())
        : undefined,
    communities: () => [...communities],
    communitiesOf: (userId) =>
      all.filter(({ members }) => members.has(userId.toLowerCase())).map(({ community }) => community),
    rolesIn: (userId, communityId) => [...(find(communityId).members.get(userId.toLowerCase())?.roles ?? [])],
    departmentsOf,
    holders: (communityId, role, at) => {
      const { members, roster } = find(communityId)
      const holders = [...members.values()].filter(({ roles }) => roles.includes(role))
      const onDuty = holders.filter(({ userId }) => roster.isOnDutyAs(role, userId, at))
      return (onDuty.length === 0 ? holders : onDuty).map(toMember)
    },
    isOnDuty: (userId, communityId, at) => {
      const { members, roster } = find(communityId)
      return members.has(userId.toLowerCase()) && roster.isOnDuty(userId, at)
    },
    department: (communityId, key) => departments(communityId).find((department) => department.key === key),
    departments,
    departmentPeople(communityId, key) {
      const found = departments(communityId).find((department) => department.key === key)
      if (found === undefined) return []
      const { head, members } = found
      return head === undefined ? members : [head, ...members.filter(({ userId }) => userId !== head.userId)]
    },
    group: (communityId, purpose) => {
      const { community } = find(communityId)
      const group = community.groups.find((candidate) => candidate.purpose === purpose)
      if (group === undefined) return undefined
      const { chatId, name, owner } = group
      return { chatId, name, owner, members: groupMembers(community, group) }
    },
    hasRoom: (communityId, room) => find(communityId).rooms.has(room),
    people: (at) => ({
      members: all.flatMap(({ community, roster }) =>
        community.members.map(({ userId, name, roles }) => ({
          userId,
          name,
          community: community.id,
          roles: [...roles],
          department: departmentsOf(userId, community.id)[0] ?? null,
          onDuty: roster.isOnDuty(userId, at),
        })),
      ),
      groups: communities.flatMap(({ id, groups }) =>
        groups.map(({ chatId, name }) => ({ chatId, name, community: id })),
      ),
    }),
  }
}

function indexOf(community: Community, holidays: readonly HolidayYear[]): CommunityIndex {
  return {
    community,
    members: new Map(community.members.map((member) => [member.userId.toLowerCase(), member])),
    roster: createRoster(community.shifts, createCalendar(community.timeZone, holidays)),
    rooms: buildRooms(community),
  }
}

function toMember({ userId, name }: Member): Member {
  return { userId, name }
}

function findMember(members: CommunityIndex['members'], userId: string): Member | undefined {
  const member = members.get(userId.toLowerCase())
  return member && toMember(member)
}
