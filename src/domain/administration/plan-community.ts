import { IANAZone } from 'luxon'
import type { Building, Community } from '../../config/communities.ts'
import { groupMembers } from '../../directory/group-members.ts'
import { findPerson } from './find-person.ts'
import type { Planned } from './plan-change.ts'
import type { ChangeWish } from './wish.ts'

/**
 * A new community like another one: its people, departments, shifts and numbers are copied, its groups are new ones, and
 * so are its houses when they are told. Leave and websites are not copied.
 */
export function planCommunity(
  { name, id, like, timeZone, buildings }: Extract<ChangeWish, { do: 'add_community' }>,
  communities: readonly Community[],
): Planned {
  const taken = communities.find((one) => one.id === id || one.name === name)
  if (taken !== undefined) return { problem: { code: 'community_taken', name: taken.name } }
  const model = communities.find((one) => one.name === like || one.id === like)
  if (model === undefined)
    return {
      problem: { code: 'unknown_community', name: like, names: communities.map((one) => one.name) },
    }
  if (timeZone !== null && !IANAZone.isValidZone(timeZone))
    return { problem: { code: 'unknown_time_zone', timeZone } }
  const groups = model.groups.map(({ robot: _robot, ...group }) => ({
    ...group,
    chatId: `${id.slice(0, 20)}${group.purpose === 'notices' ? 'Service' : 'Managers'}`,
    name: `${name}${group.purpose === 'notices' ? '服务群' : '管理群'}`,
  }))
  const community: Community = {
    ...model,
    ...{ id, name, groups, leaves: [], websites: [] },
    timeZone: timeZone ?? model.timeZone,
    buildings: buildings === null ? model.buildings : [layOut(buildings)],
  }
  return { change: { kind: 'set_community', community } }
}

/** The group of a purpose under another name or owner; its chat stays, so that the platform renames it. */
export function planGroup(
  { purpose, name, owner }: Extract<ChangeWish, { do: 'set_group' }>,
  community: Community,
): Planned {
  const before = community.groups.find((group) => group.purpose === purpose)
  if (before === undefined) return { problem: { code: 'unknown_group' } }
  if (owner === null && before.name === name) return { problem: { code: 'nothing_new' } }
  if (owner === null)
    return { change: { kind: 'set_group', communityId: community.id, group: { ...before, name } } }
  const found = findPerson(community, owner)
  if ('problem' in found) return found
  const { userId } = found.person
  if (before.name === name && before.owner.toLowerCase() === userId.toLowerCase())
    return { problem: { code: 'nothing_new' } }
  const isIn = groupMembers(community, before).some((id) => id.toLowerCase() === userId.toLowerCase())
  const members = isIn ? before.members : [...before.members, userId]
  const group = { ...before, name, owner: userId, members }
  return { change: { kind: 'set_group', communityId: community.id, group } }
}

function layOut({ first, last, units, floors, flats }: NonNullable<AddCommunity['buildings']>): Building {
  const count = (length: number) => Array.from({ length }, (_, index) => String(index + 1))
  return {
    names: count(last).slice(first - 1),
    ...(units === null ? {} : { units: count(units) }),
    floors: { from: 1, to: floors },
    flats: count(flats).map((flat) => flat.padStart(2, '0')),
  }
}

type AddCommunity = Extract<ChangeWish, { do: 'add_community' }>
