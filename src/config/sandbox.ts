import { z } from 'zod'
import { buildRooms } from '../directory/rooms.ts'
import type { Community } from './communities.ts'
import { communityId, room, title } from './fields.ts'
import type { Problem } from './problems.ts'
import { websiteSchema } from './websites.ts'

const openKfId = z.string().regex(/^wk[\w-]{1,62}$/, 'must begin with wk')

/** The people of the sandbox who are no members: owners on WeChat, and the service accounts (微信客服) they write to. */
export const sandboxSchema = z.strictObject({
  kfAccounts: z.array(z.strictObject({ openKfId, name: title, community: communityId })).min(1),
  owners: z.array(
    z.strictObject({
      externalUserId: z.string().regex(/^w[mo][\w-]{1,62}$/, 'must begin with wm or wo'),
      name: title,
      openKfId,
      rooms: z.array(room),
    }),
  ),
  /** Websites whose tokens anybody may know: they are good for the sandbox only. */
  websites: z.array(z.strictObject({ community: communityId, ...websiteSchema.shape })).default([]),
})

export type SandboxPeople = z.infer<typeof sandboxSchema>

/** Accounts of unknown communities, owners given twice, of unknown accounts or in rooms that do not exist. */
export function checkSandbox(
  { kfAccounts, owners, websites }: SandboxPeople,
  communities: readonly Community[],
): Problem[] {
  const problems: Problem[] = []
  const rooms = new Map(communities.map((community) => [community.id, buildRooms(community)]))
  const communityOf = new Map<string, string>()
  for (const [index, account] of kfAccounts.entries()) {
    const path = ['kfAccounts', index]
    if (communityOf.has(account.openKfId))
      problems.push({ path, message: `${account.openKfId} is given twice` })
    if (!rooms.has(account.community)) {
      problems.push({ path: [...path, 'community'], message: `no community ${account.community}` })
    }
    communityOf.set(account.openKfId, account.community)
  }
  for (const [index, { community }] of websites.entries()) {
    if (!rooms.has(community))
      problems.push({ path: ['websites', index, 'community'], message: `no community ${community}` })
  }
  const seen = new Set<string>()
  for (const [index, owner] of owners.entries()) {
    const path = ['owners', index]
    if (seen.has(owner.externalUserId)) {
      problems.push({ path: [...path, 'externalUserId'], message: `${owner.externalUserId} is given twice` })
    }
    seen.add(owner.externalUserId)
    const community = communityOf.get(owner.openKfId)
    if (community === undefined) {
      problems.push({ path: [...path, 'openKfId'], message: `no service account ${owner.openKfId}` })
      continue
    }
    for (const [roomIndex, ownRoom] of owner.rooms.entries()) {
      if (rooms.get(community)?.has(ownRoom) === false) {
        problems.push({ path: [...path, 'rooms', roomIndex], message: `no room ${ownRoom} in ${community}` })
      }
    }
  }
  return problems
}
