import type { Actor, Role } from '../people.ts'
import type { About } from '../query/query.ts'
import type { Measured } from './measured.ts'

/** The roles that may see the figures of the whole community. */
const READERS_OF_ALL: readonly Role[] = [
  'front_desk',
  'supervisor',
  'manager',
  'hq',
  'quality',
  'general_manager',
]

/**
 * Which tickets the figures may be counted from for this reader: the community's, else those of his departments and his
 * own hands. `undefined` when he asked for a department or person that is not his to look into; a department's head may
 * look into its members, whom `colleagues` names.
 */
export function planSample(
  actor: Actor,
  about: Exclude<About, { unknown: string }> | null,
  colleagues: readonly string[],
): ((ticket: Measured) => boolean) | undefined {
  const seesAll = seesWholeCommunity(actor)
  const isOwn = (ticket: Measured) =>
    seesAll ||
    isInHand(ticket, actor.userId) ||
    (ticket.department !== null && actor.departments.includes(ticket.department))
  if (about === null) return isOwn
  if ('department' in about) {
    return seesAll || actor.departments.includes(about.department)
      ? ({ department }) => department === about.department
      : undefined
  }
  if ('person' in about) {
    const leads = actor.roles.includes('department_head') && includes(colleagues, about.person)
    return seesAll || leads || includes([actor.userId], about.person)
      ? (ticket) => isInHand(ticket, about.person)
      : undefined
  }
  if ('kind' in about) return (ticket) => ticket.kind === about.kind && isOwn(ticket)
  return (ticket) => ticket.category === about.category && isOwn(ticket)
}

/** Whether the reader sees the whole community's figures, so that they need no 本部门 beside them. */
export function seesWholeCommunity(actor: Actor): boolean {
  return READERS_OF_ALL.some((role) => actor.roles.includes(role))
}

function isInHand({ assignee }: Measured, userId: string): boolean {
  return assignee !== null && includes([assignee.userId], userId)
}

function includes(userIds: readonly string[], userId: string): boolean {
  return userIds.some((one) => one.toLowerCase() === userId.toLowerCase())
}
