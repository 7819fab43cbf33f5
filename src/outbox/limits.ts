import type { Policy } from '../config/policy.ts'
import { spanMs } from '../domain/calendar/index.ts'
import type { Lane } from '../domain/record.ts'
import type { UnitWindow } from '../shared-state/units.ts'

type Quota = Exclude<keyof Policy['platform'], 'leftToDanger'>

/** The platform's quotas as windows in milliseconds. */
export type Limits = Readonly<Record<Quota, readonly UnitWindow[]>> & { leftToDanger: number }

/** Reads the quotas of the policy. */
export function readLimits(platform: Policy['platform']): Limits {
  const windows = (quota: Quota): UnitWindow[] =>
    platform[quota].map(({ limit, per }) => ({ limit, spanMs: spanMs(per) }))
  return {
    leftToDanger: platform.leftToDanger,
    member: windows('member'),
    memberDeliveries: windows('memberDeliveries'),
    groupMember: windows('groupMember'),
    groupDeliveries: windows('groupDeliveries'),
    owner: windows('owner'),
    robot: windows('robot'),
    api: windows('api'),
  }
}

/** What a lane may use of a quota: all lanes but danger leave it the last units of each window. */
export function windowsFor(lane: Lane, quota: Quota, limits: Limits): UnitWindow[] {
  const left = lane === 'danger' ? 0 : limits.leftToDanger
  return limits[quota].map(({ limit, spanMs }) => ({ limit: limit - Math.floor(limit * left), spanMs }))
}
