import type { Building, Community } from '../config/communities.ts'

/** Every room number of a community in its normal form, 楼-单元-房 or 楼-房 (domain-facts 2.5). */
export function buildRooms(community: Pick<Community, 'buildings'>): Set<string> {
  return new Set(community.buildings.flatMap((building) => [...roomsOf(building), ...(building.rooms ?? [])]))
}

function roomsOf({ names, units, floors, flats }: Building): string[] {
  const without = new Set(floors.without)
  const inStair: string[] = []
  for (let floor = floors.from; floor <= floors.to; floor += 1) {
    if (!without.has(floor)) inStair.push(...flats.map((flat) => `${floor}${flat}`))
  }
  const stairs = units === undefined ? names : names.flatMap((name) => units.map((unit) => `${name}-${unit}`))
  return stairs.flatMap((stair) => inStair.map((room) => `${stair}-${room}`))
}
