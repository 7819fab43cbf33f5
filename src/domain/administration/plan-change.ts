import type { Community } from '../../config/communities.ts'
import type { DirectoryChange } from '../../directory/index.ts'
import { planCommunity, planGroup } from './plan-community.ts'
import { planMember } from './plan-member.ts'
import { planInDepartment, planRemoval, planRole } from './plan-people.ts'
import { planShift, planShiftRemoval } from './plan-shift.ts'
import type { ChangeWish, WishProblem } from './wish.ts'

/** What a wish comes to: one change, or what is wrong with it. */
export type Planned = { change: DirectoryChange } | { problem: WishProblem }

/**
 * Turns a wish into a change of the communities as administrators have them, before what WeCom says of people; the
 * same wish on the same communities is the same change.
 */
export function planChange(
  wish: ChangeWish,
  communityId: string,
  communities: readonly Community[],
): Planned {
  const community = communities.find(({ id }) => id === communityId)
  if (wish.do === 'add_community') return planCommunity(wish, communities)
  if (community === undefined)
    return {
      problem: { code: 'unknown_community', name: communityId, names: communities.map(({ name }) => name) },
    }
  switch (wish.do) {
    case 'add_member':
      return planMember(wish, community, communities)
    case 'grant':
    case 'revoke':
      return planRole(wish, community)
    case 'remove_member':
      return planRemoval(wish.name, community)
    case 'join':
    case 'leave':
    case 'head':
      return planInDepartment(wish, community)
    case 'set_shift':
      return planShift(wish, community)
    case 'remove_shift':
      return planShiftRemoval(wish.title, community)
    case 'set_group':
      return planGroup(wish, community)
  }
}
