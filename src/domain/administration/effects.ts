import type { Community } from '../../config/communities.ts'
import type { DirectoryChange } from '../../directory/index.ts'

/** What a change does besides what it says. */
export interface Effects {
  /** Whose open tickets are handed on. */
  leaver: string | null
  /** Turns that lose somebody but go on. */
  thinned: string[]
  /** Turns that end, or have nobody any more. */
  ended: string[]
  /** Times of the role's day nobody has a turn for any more: everybody who holds the role gets the cards then. */
  roleWithoutTurns: boolean
}

/** What the change does to turns of duty and tickets in the community as it stands. */
export function planEffects(change: DirectoryChange, community: Community | undefined): Effects {
  const none: Effects = { leaver: null, thinned: [], ended: [], roleWithoutTurns: false }
  if (community === undefined) return none
  if (change.kind === 'remove_member') {
    const id = change.userId.toLowerCase()
    const own = community.shifts.filter(({ members }) => members.some((one) => one.toLowerCase() === id))
    const ended = own.filter(({ members }) => members.length === 1)
    return {
      ...none,
      leaver: change.userId,
      thinned: own.filter((shift) => !ended.includes(shift)).map(({ title }) => title),
      ended: ended.map(({ title }) => title),
      roleWithoutTurns: leavesNone(community, ended),
    }
  }
  if (change.kind !== 'remove_shift') return none
  const gone = community.shifts.filter(({ title, role }) => title === change.title && role === change.role)
  return { ...none, ended: gone.map(({ title }) => title), roleWithoutTurns: leavesNone(community, gone) }
}

/** Whether a role of these turns has no others. */
function leavesNone({ shifts }: Community, gone: readonly Community['shifts'][number][]): boolean {
  return gone.some(({ role }) => !shifts.some((shift) => shift.role === role && !gone.includes(shift)))
}
