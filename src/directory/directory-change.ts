import { z } from 'zod'
import {
  communitySchema,
  departmentSchema,
  groupSchema,
  memberSchema,
  shiftSchema,
  type Community,
} from '../config/communities.ts'
import { checkCommunity } from '../config/community-checks.ts'
import { checkClashes } from '../config/community-clashes.ts'
import { communityId, role, title, userId } from '../config/fields.ts'
import { overridePolicy, type Policy } from '../config/policy.ts'
import { sayProblem } from '../config/problems.ts'
import { DEPARTMENTS, type Person } from '../domain/people.ts'
import { isSameUser } from './directory-state.ts'
import { layHead, layPolicy } from './lay-changes.ts'

/**
 * What an administrator changes while the desk runs. What is set replaces what goes by the same id, key or title, or is
 * added; a member who is removed also leaves the departments, shifts and groups of the community.
 */
export const DirectoryChangeSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('set_member'),
    communityId,
    member: memberSchema,
    /** The department that he joins. */
    joins: z.enum(DEPARTMENTS).optional(),
  }),
  z.strictObject({ kind: z.literal('remove_member'), communityId, userId }),
  z.strictObject({ kind: z.literal('set_department'), communityId, department: departmentSchema }),
  /** Makes somebody the head: he joins, and holds the role; who was head before keeps it only for another department. */
  z.strictObject({ kind: z.literal('set_head'), communityId, department: z.enum(DEPARTMENTS), userId }),
  z.strictObject({ kind: z.literal('set_shift'), communityId, shift: shiftSchema }),
  z.strictObject({ kind: z.literal('remove_shift'), communityId, title, role }),
  /** Takes the place of the group with the same purpose. */
  z.strictObject({ kind: z.literal('set_group'), communityId, group: groupSchema }),
  /** A number of the community's own policy, by its path there; `null` takes the company's again. */
  z.strictObject({
    kind: z.literal('set_policy'),
    communityId,
    path: z
      .array(z.string().min(1))
      .min(1)
      .max(10)
      .refine(
        ([key]) => key !== 'engine' && key !== 'platform',
        'is set for all communities in policy.json only',
      ),
    value: z.unknown().refine((value) => value !== undefined, 'is missing'),
  }),
  z.strictObject({ kind: z.literal('set_community'), community: communitySchema }),
])

/** One change of an administrator. */
export type DirectoryChange = z.infer<typeof DirectoryChangeSchema>

/** A change as the audit keeps it; the event makes a repeat harmless. */
export interface AppliedChange {
  eventId: string
  at: Date
  by: Person
  change: DirectoryChange
}

/** The communities with one change laid over them; nothing is checked. */
export function layChange(communities: readonly Community[], change: DirectoryChange): Community[] {
  if (change.kind === 'set_community') return put(communities, change.community, ({ id }) => id)
  return communities.map((community) =>
    community.id === change.communityId ? layOnCommunity(community, change) : community,
  )
}

/** What would be wrong with the communities, as lines for the operator; an empty list means nothing. */
export function checkCommunities(communities: readonly Community[], policy: Policy): string[] {
  const placed = communities.map((community) => ({ at: [community.id], community }))
  const problems = communities.flatMap((community) => {
    const own = overridePolicy(policy, community.policy)
    return [...own.problems, ...checkCommunity(community, own.value)].map(({ path, message }) => ({
      path: [community.id, ...path],
      message,
    }))
  })
  return [...problems, ...checkClashes(placed)].map((problem) => sayProblem(undefined, problem))
}

function layOnCommunity(
  community: Community,
  change: Exclude<DirectoryChange, { kind: 'set_community' }>,
): Community {
  switch (change.kind) {
    case 'set_member': {
      const members = put(community.members, change.member, ({ userId: id }) => id.toLowerCase())
      const id = change.member.userId
      const departments = community.departments.map((department) =>
        department.key !== change.joins || department.members.some((other) => isSameUser(other, id))
          ? department
          : { ...department, members: [...department.members, id] },
      )
      return { ...community, members, departments }
    }
    case 'remove_member':
      return withoutMember(community, change.userId)
    case 'set_department':
      return { ...community, departments: put(community.departments, change.department, ({ key }) => key) }
    case 'set_head':
      return layHead(community, change.department, change.userId)
    case 'set_group':
      return { ...community, groups: put(community.groups, change.group, ({ purpose }) => purpose) }
    case 'set_policy':
      return { ...community, policy: layPolicy(community.policy, change.path, change.value) }
    case 'set_shift':
      return { ...community, shifts: put(community.shifts, change.shift, shiftKey) }
    case 'remove_shift':
      return {
        ...community,
        shifts: community.shifts.filter(
          (shift) => shift.title !== change.title || shift.role !== change.role,
        ),
      }
  }
}

function withoutMember(community: Community, id: string): Community {
  const others = (userIds: readonly string[]) => userIds.filter((other) => !isSameUser(other, id))
  const thinned = <T extends { members: string[] }>(list: readonly T[]): T[] =>
    list.map((one) => ({ ...one, members: others(one.members) }))
  return {
    ...community,
    members: community.members.filter(({ userId: other }) => !isSameUser(other, id)),
    departments: thinned(community.departments),
    shifts: thinned(community.shifts).filter(({ members }) => members.length > 0),
    groups: thinned(community.groups),
  }
}

const shiftKey = (shift: Community['shifts'][number]) => `${shift.role} ${shift.title}`

function put<T>(list: readonly T[], item: T, keyOf: (item: T) => string): T[] {
  const isKnown = list.some((other) => keyOf(other) === keyOf(item))
  return isKnown ? list.map((other) => (keyOf(other) === keyOf(item) ? item : other)) : [...list, item]
}
