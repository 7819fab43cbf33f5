import type { Directory } from './directory.ts'

/** A directory whose content is replaced while the desk runs; whoever holds it always asks the newest. */
export interface LiveDirectory extends Directory {
  /** From now on every question is answered by this one. */
  replace(next: Directory): void
}

/** A live directory that begins with the given content. */
export function createLiveDirectory(initial: Directory): LiveDirectory {
  let current = initial
  return {
    replace: (next) => void (current = next),
    member: (userId) => current.member(userId),
    formerMember: (userId) => current.formerMember(userId),
    communities: () => current.communities(),
    communitiesOf: (userId) => current.communitiesOf(userId),
    rolesIn: (userId, communityId) => current.rolesIn(userId, communityId),
    departmentsOf: (userId, communityId) => current.departmentsOf(userId, communityId),
    holders: (communityId, role, at) => current.holders(communityId, role, at),
    isOnDuty: (userId, communityId, at) => current.isOnDuty(userId, communityId, at),
    department: (communityId, key) => current.department(communityId, key),
    departments: (communityId) => current.departments(communityId),
    departmentPeople: (communityId, key, at) => current.departmentPeople(communityId, key, at),
    group: (communityId, purpose) => current.group(communityId, purpose),
    hasRoom: (communityId, room) => current.hasRoom(communityId, room),
    people: (at) => current.people(at),
  }
}
