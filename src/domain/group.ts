/** A group chat as it is, or as it shall be. */
export interface GroupState {
  name: string
  owner: string
  members: readonly string[]
}

/** The platform dissolves no group but keeps none below this many members either (`wecom.md` 5.1). */
const FEWEST = 2

/** Who is to be added; user ids are compared without regard to case. */
export function planJoiners(present: GroupState, wanted: GroupState): string[] {
  return without(wanted.members, present.members)
}

/** What is still to be changed once those who could be added are in. */
export interface GroupCorrection {
  name?: string
  owner?: string
  remove: string[]
}

/**
 * Name, owner and leavers of a group. The owner changes to the one wanted or, when he could not be added, from one who
 * leaves to the first who stays; without a successor he is not removed. The last two members stay in any case.
 */
export function planCorrection(present: GroupState, wanted: GroupState): GroupCorrection {
  const staying = within(wanted.members, present.members)
  const isLeaving = (userId: string) => !includes(wanted.members, userId)
  const successor = includes(present.members, wanted.owner)
    ? wanted.owner
    : isLeaving(present.owner)
      ? staying[0]
      : undefined
  const owner = successor ?? present.owner
  const leavers = without(without(present.members, wanted.members), [owner])
  const mayLeave = Math.max(0, present.members.length - FEWEST)
  return {
    ...(present.name === wanted.name ? {} : { name: wanted.name }),
    ...(same(owner, present.owner) ? {} : { owner }),
    remove: leavers.slice(0, mayLeave),
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function includes(list: readonly string[], userId: string): boolean {
  return list.some((each) => same(each, userId))
}

function without(list: readonly string[], others: readonly string[]): string[] {
  return list.filter((userId) => !includes(others, userId))
}

function within(list: readonly string[], others: readonly string[]): string[] {
  return list.filter((userId) => includes(others, userId))
}
