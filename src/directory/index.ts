export { groupMembers } from './group-members.ts'
export {
  createDirectory,
  type Department,
  type Directory,
  type Group,
  type Member,
  type PeopleList,
} from './directory.ts'
export { createLiveDirectory, type LiveDirectory } from './live-directory.ts'
export {
  checkCommunities,
  layChange,
  DirectoryChangeSchema,
  type AppliedChange,
  type DirectoryChange,
} from './directory-change.ts'
export {
  EMPTY_STATE,
  isSameUser,
  type DirectoryNotice,
  type DirectoryState,
  type FormerMember,
  type KnownPerson,
} from './directory-state.ts'
export { layChanges, layState, reckonMembers } from './overlay.ts'
export { planPeople, type LossLimits, type PeoplePlan, type SeenPerson } from './plan-people.ts'
