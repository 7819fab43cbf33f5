import type { Community, Shift } from '../../config/communities.ts'
import type { Role } from '../people.ts'
import { findPeople } from './find-person.ts'
import { overlaps } from './overlap.ts'
import type { Planned } from './plan-change.ts'
import type { ChangeWish } from './wish.ts'

/** The beginnings of titles that say whose turn it is. */
const ROLE_BY_TITLE: readonly (readonly [beginning: RegExp, role: Role])[] = [
  [/^前台/u, 'front_desk'],
  [/^(?:客服)?主管/u, 'supervisor'],
  [/^(?:客户)?助理/u, 'assistant'],
  [/^(?:项目)?经理/u, 'manager'],
]

/**
 * A turn of duty, new or in place of the one of the same title. Its role is the one said, the one it had, or the one its
 * title begins with; nobody may stand in two turns of a role at the same time.
 */
export function planShift(
  { title, from, to, days, role: said, names }: Extract<ChangeWish, { do: 'set_shift' }>,
  community: Community,
): Planned {
  if (names.length === 0) return { problem: { code: 'shift_empty' } }
  const found = findPeople(community, names)
  if ('problem' in found) return found
  const before = community.shifts.filter((shift) => shift.title === title)
  if (said === null && before.length > 1) return { problem: { code: 'ambiguous_shift', title } }
  const role = said ?? before[0]?.role ?? ROLE_BY_TITLE.find(([beginning]) => beginning.test(title))?.[1]
  if (role === undefined) return { problem: { code: 'shift_role', title } }
  const without = found.people.filter(({ roles }) => !roles.includes(role))
  if (without.length > 0)
    return { problem: { code: 'lacks_shift_role', names: without.map(({ name }) => name), role } }
  const shift: Shift = { title, role, from, to, days, members: found.people.map(({ userId }) => userId) }
  for (const other of community.shifts) {
    if (other.role !== role || other.title === title || !overlaps(shift, other)) continue
    const twice = found.people.find(({ userId }) =>
      other.members.some((id) => id.toLowerCase() === userId.toLowerCase()),
    )
    if (twice !== undefined)
      return { problem: { code: 'shift_overlaps', name: twice.name, shift: other.title } }
  }
  const [same] = before
  if (same !== undefined && JSON.stringify(shift) === JSON.stringify(ordered(same)))
    return { problem: { code: 'nothing_new' } }
  return { change: { kind: 'set_shift', communityId: community.id, shift } }
}

/** A turn of duty that is no more, by its title. */
export function planShiftRemoval(title: string, community: Community): Planned {
  const found = community.shifts.filter((shift) => shift.title === title)
  const [shift] = found
  if (shift === undefined)
    return {
      problem: { code: 'unknown_shift', title, titles: community.shifts.map((one) => one.title) },
    }
  if (found.length > 1) return { problem: { code: 'ambiguous_shift', title } }
  return { change: { kind: 'remove_shift', communityId: community.id, title, role: shift.role } }
}

function ordered({ title, role, from, to, days, members }: Shift): Shift {
  return { title, role, from, to, days, members }
}
