import { z } from 'zod'
import type { Api } from '../api.ts'

/** A group to be made: 2 to 2000 members, `chatId` of at most 32 letters and digits, name of at most 50 characters. */
export interface GroupToCreate {
  chatId: string
  name: string
  userIds: readonly string[]
  /** One of the members; the platform picks one when absent. */
  ownerUserId?: string
}

const Created = z.object({ chatid: z.string() })

/** `appchat/create` (wecom.md 5.1); `86215` when the id is taken. */
export async function createGroup(api: Api, group: GroupToCreate): Promise<{ chatId: string }> {
  const body = {
    chatid: group.chatId,
    name: group.name,
    userlist: group.userIds,
    owner: group.ownerUserId,
  }
  const created = await api.call({ path: '/cgi-bin/appchat/create', body }, Created)
  return { chatId: created.chatid }
}
