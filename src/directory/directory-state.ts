import type { DepartmentKey, Person, Role } from '../domain/people.ts'
import type { AppliedChange } from './directory-change.ts'

/** What WeCom said last of a person whom the desk has to do with (`wecom.md` 9.1). */
export interface KnownPerson extends Person {
  /** `left`: gone from the corp, or out of the app's visible range; only `active` people hold their roles. */
  status: 'active' | 'disabled' | 'left'
  /** Since when he has this status. */
  since: Date
  /** When WeCom was asked; what was asked earlier says nothing about it. */
  seenAt: Date
  /** The tags, and the departments of WeCom, that the configuration maps and that he is in. */
  tags: number[]
  departments: number[]
}

/** A person who was a member of a community and is no longer. */
export interface FormerMember extends Person {
  since: Date
  /** Whether his open tickets have been handed on. */
  handedOn: boolean
}

/** What the managers are to be told of the directory; `id` makes a repeat harmless. */
export type DirectoryNotice = { id: string; communityId: string } & (
  { kind: 'vacant'; roles: Role[]; departments: DepartmentKey[] } | { kind: 'doubted'; count: number }
)

/** What lies over the configured communities; stored once for all processes, `version` counts every change of it. */
export interface DirectoryState {
  version: number
  people: KnownPerson[]
  /** A member id that WeCom has changed, once in a member's life (`NewUserID`, `wecom.md` 9.1). */
  renames: { from: string; to: string }[]
  /** What administrators have changed, oldest first: who, when, what. */
  changes: AppliedChange[]
  /** The members as they came out last, to tell who is missing next time. */
  members: Person[]
  former: FormerMember[]
  /** Notices that have not been queued yet. */
  notices: DirectoryNotice[]
  /** When WeCom is to be asked for everybody again. */
  nextSyncAt: Date | null
}

/** The state of an installation of which nothing is known yet. */
export const EMPTY_STATE: DirectoryState = {
  version: 0,
  people: [],
  renames: [],
  changes: [],
  members: [],
  former: [],
  notices: [],
  nextSyncAt: null,
}

/** Whether two member ids are the same; the platform does not look at case. */
export function isSameUser(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}
