import type { Shift } from '../../config/communities.ts'
import type { DepartmentKey, Role } from '../people.ts'

/** A command whose opening is plain but whose rest is not; its usage is shown. */
export type Usage =
  | 'add_member'
  | 'role'
  | 'remove_member'
  | 'department'
  | 'set_shift'
  | 'remove_shift'
  | 'set_group'
  | 'add_community'

/** Whom an administrator names, by name or user id. */
export type Named = string

/** A change of the directory that an administrator asks for, as he wrote it. */
export type ChangeWish =
  | { do: 'add_member'; name: Named; userId: string; roles: Role[]; joins: DepartmentKey | null }
  | { do: 'grant' | 'revoke'; name: Named; role: Role }
  | { do: 'remove_member'; name: Named }
  | { do: 'join' | 'leave' | 'head'; department: DepartmentKey; name: Named }
  | {
      do: 'set_shift'
      title: string
      from: string
      to: string
      days: Shift['days']
      role: Role | null
      names: Named[]
    }
  | { do: 'remove_shift'; title: string }
  | { do: 'set_group'; purpose: 'notices' | 'managers'; name: string; owner: Named | null }
  | {
      do: 'add_community'
      name: string
      id: string
      like: string
      timeZone: string | null
      buildings: { first: number; last: number; units: number | null; floors: number; flats: number } | null
    }

/** What an administrator asks of the desk in chat. */
export type Wish =
  | ChangeWish
  | { do: 'help' }
  | { do: 'records'; page: number }
  | { do: 'numbers'; about: string | null }
  | { do: 'unclear'; usage: Usage }

interface OfMember {
  name: string
}
interface OfDepartment {
  name: string
  department: string
}
interface OfRole {
  name: string
  role: Role
}
interface OfShift {
  name: string
  shift: string
}

/** What can be wrong with a wish, by its code. */
export interface WishProblems {
  unknown_person: { name: string; near: string[] }
  ambiguous_person: { name: string; userIds: string[] }
  name_taken: { name: string; userId: string }
  other_name: { userId: string; known: string }
  is_member: OfMember
  no_department: OfMember
  unknown_department: { department: DepartmentKey }
  has_role: OfRole
  lacks_role: OfRole
  heads: OfDepartment
  in_department: OfDepartment
  not_in_department: OfDepartment
  last_in_department: { department: string }
  last_of_role: { role: Role }
  only_role: OfMember
  in_shift: OfShift
  head_by_department: OfMember
  owns_group: { name: string; group: string }
  shift_role: { title: string }
  lacks_shift_role: { names: string[]; role: Role }
  named_twice: OfMember
  shift_overlaps: OfShift
  shift_empty: object
  unknown_shift: { title: string; titles: string[] }
  ambiguous_shift: { title: string }
  unknown_group: object
  unknown_community: { name: string; names: string[] }
  community_taken: OfMember
  unknown_time_zone: { timeZone: string }
  nothing_new: object
}

/** What is wrong with a wish, told to the administrator with what to change. */
export type WishProblem = {
  [Code in keyof WishProblems]: { code: Code } & WishProblems[Code]
}[keyof WishProblems]
