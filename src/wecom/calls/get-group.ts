import { z } from 'zod'
import type { Api } from '../api.ts'
import { WecomError } from '../wecom-error.ts'

/** An app group as the platform knows it. */
export interface AppGroup {
  chatId: string
  name: string
  ownerUserId: string
  userIds: string[]
}

const Group = z.object({
  chat_info: z.object({
    chatid: z.string(),
    name: z.string().default(''),
    owner: z.string().default(''),
    userlist: z.array(z.string()),
  }),
})

/** Codes that say there is no such group: unknown id, illegal id, dissolved. */
const NO_GROUP = new Set([40050, 49008, 86001, 86003])

/** `appchat/get` (wecom.md 5.1); `undefined` when there is no group of this id. */
export async function getGroup(api: Api, chatId: string): Promise<AppGroup | undefined> {
  try {
    const { chat_info: group } = await api.call(
      { path: '/cgi-bin/appchat/get', query: { chatid: chatId }, expected: NO_GROUP },
      Group,
    )
    return { chatId: group.chatid, name: group.name, ownerUserId: group.owner, userIds: group.userlist }
  } catch (error) {
    if (error instanceof WecomError && NO_GROUP.has(error.errcode ?? 0)) return undefined
    throw error
  }
}
