import type { Community } from '../../src/config/communities.ts'
import { createDirectory, type Directory } from '../../src/directory/index.ts'
import { sampleConfig } from './builders.ts'

/** The directory of the communities as it is when these people have left. */
export function directoryWithout(
  communities: readonly Community[],
  ...leavers: { userId: string; name: string }[]
): Directory {
  const left = new Set(leavers.map(({ userId }) => userId))
  const staying = communities.map((community) => ({
    ...community,
    members: community.members.filter(({ userId }) => !left.has(userId)),
  }))
  return createDirectory(staying, sampleConfig.holidays, leavers)
}
