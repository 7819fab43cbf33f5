import type { Community } from '../config/communities.ts'
import { groupMembers } from '../directory/index.ts'
import type { Policy } from '../config/policy.ts'
import type { DeskEvent } from '../inbox/desk-event.ts'
import { readLimits } from './limits.ts'
import { createQuotas, type QuotaOptions, type Quotas } from './quotas.ts'

/** The quotas of the policy for the groups of the communities as they stand. */
export function createDeskQuotas(
  { communities, policy }: { communities: () => readonly Community[]; policy: Policy },
  rest: Omit<QuotaOptions, 'limits' | 'groupMembers'>,
): Quotas {
  return createQuotas({
    ...rest,
    limits: readLimits(policy.platform),
    groupMembers: (chatId) => {
      for (const community of communities())
        for (const group of community.groups)
          if (group.chatId === chatId) return groupMembers(community, group)
      return []
    },
  })
}

/** An owner's own message, seen for the first time, begins his quota anew (`wecom.md` 7.4). */
export async function noteOwnersMessage(event: DeskEvent, quotas: Pick<Quotas, 'ownerWrote'>): Promise<void> {
  if (event.kind !== 'kf_item' || event.item.origin !== 'owner') return
  const { externalUserId, at } = event.item
  if (externalUserId !== undefined) await quotas.ownerWrote({ openKfId: event.openKfId, externalUserId }, at)
}
