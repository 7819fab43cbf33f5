import type { Community } from './communities.ts'
import { findMember, same } from './community-checks.ts'
import type { Problem } from './problems.ts'

const DAY_MS = 86_400_000
/** Longer than any leave of a working life in this trade; more is a slip of the year. */
const LONGEST_LEAVE_DAYS = 366

/** Leave that names nobody, ends before it begins, lasts for years or lies over another of the same member. */
export function checkLeaves(community: Community): Problem[] {
  return community.leaves.flatMap((leave, index) => {
    const path = ['leaves', index]
    const { userId, from, to, deputy } = leave
    const days = (Date.parse(to) - Date.parse(from)) / DAY_MS + 1
    const problems: Problem[] = []
    const say = (key: string, message: string) => problems.push({ path: [...path, key], message })
    if (findMember(community, userId) === undefined)
      say('userId', `${userId} is not a member of ${community.id}`)
    if (days < 1) say('to', `lies before ${from}, when it begins`)
    if (days > LONGEST_LEAVE_DAYS) say('to', `makes a leave of ${days} days, more than ${LONGEST_LEAVE_DAYS}`)
    if (deputy !== undefined) problems.push(...checkDeputy(community, userId, deputy, [...path, 'deputy']))
    const earlier = community.leaves.slice(0, index).filter((other) => same(other.userId, userId))
    if (earlier.some((other) => other.from <= to && from <= other.to))
      say('from', `lies over another leave of ${userId}`)
    return problems
  })
}

/** Deputies who are nobody or the member himself. Two may stand in for each other: who is away is passed over. */
export function checkDeputies(community: Community): Problem[] {
  return community.members.flatMap(({ userId, deputy }, index) =>
    deputy === undefined ? [] : checkDeputy(community, userId, deputy, ['members', index, 'deputy']),
  )
}

function checkDeputy(community: Community, userId: string, deputy: string, path: PropertyKey[]): Problem[] {
  if (same(userId, deputy)) return [{ path, message: `${deputy} cannot stand in for himself` }]
  return findMember(community, deputy) === undefined
    ? [{ path, message: `${deputy} is not a member of ${community.id}` }]
    : []
}
