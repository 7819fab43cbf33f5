import type { Lane } from '../domain/record.ts'
import type { Draw } from '../shared-state/units.ts'
import { windowsFor, type Limits } from './limits.ts'
import type { Route } from './routes.ts'

/** One message's draws on the platform's quotas: those of the whole call, and those of each person it reaches. */
export interface Draws {
  shared: Draw[]
  /** By user id as it is spelt in the receiver; empty when nobody can be left out. */
  each: Map<string, Draw>
}

/** The receivers' names in the queue: who waits for whose quota. */
export function queuesOf(to: Route): string[] {
  if ('users' in to) return to.users.map((userId) => `member:${userId.toLowerCase()}`)
  if ('chatId' in to) return [`group:${to.chatId}`]
  // The same queue: what waits for the robot waits for the group.
  if ('robotOf' in to) return [`group:${to.robotOf}`]
  return [ownerQueue(to.owner)]
}

/** An owner's name in the queue, and the key of the count that his next message begins anew. */
export function ownerQueue({
  openKfId,
  externalUserId,
}: {
  openKfId: string
  externalUserId: string
}): string {
  return `owner:${openKfId}:${externalUserId}`
}

/** What sending to the receiver draws on in this lane; `groupMembers` tells whom a group consists of. */
export function planDraws(
  to: Route,
  lane: Lane,
  limits: Limits,
  groupMembers: (chatId: string) => readonly string[],
): Draws {
  const draw = (key: string, quota: Parameters<typeof windowsFor>[1], units = 1): Draw => ({
    key: `quota:${key}`,
    units,
    windows: windowsFor(lane, quota, limits),
  })
  if ('users' in to)
    return {
      shared: [
        draw('api:message/send', 'api'),
        draw('deliveries:members', 'memberDeliveries', to.users.length),
      ],
      each: new Map(to.users.map((userId) => [userId, draw(`member:${userId.toLowerCase()}`, 'member')])),
    }
  if ('chatId' in to) {
    const members = groupMembers(to.chatId)
    return {
      shared: [
        draw('api:appchat/send', 'api'),
        draw('deliveries:groups', 'groupDeliveries', Math.max(1, members.length)),
        ...members.map((userId) => draw(`groupmember:${userId.toLowerCase()}`, 'groupMember')),
      ],
      each: new Map(),
    }
  }
  if ('robotOf' in to) return { shared: [draw(`robot:${to.robotOf}`, 'robot')], each: new Map() }
  return { shared: [draw('api:kf/send_msg', 'api'), draw(ownerQueue(to.owner), 'owner')], each: new Map() }
}

/** What changing a card draws on. */
export function planUpdateDraws(lane: Lane, limits: Limits): Draw[] {
  return [
    { key: 'quota:api:message/update_template_card', units: 1, windows: windowsFor(lane, 'api', limits) },
  ]
}

/** The key under which an owner's count lies. */
export function ownerKey(owner: { openKfId: string; externalUserId: string }): string {
  return `quota:${ownerQueue(owner)}`
}
