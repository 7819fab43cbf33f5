import type { Api } from '../api.ts'
import { Done } from './answer-shapes.ts'

/** What shall change in a group; absent parts stay. */
export interface GroupChange {
  chatId: string
  name?: string
  ownerUserId?: string
  addUserIds?: readonly string[]
  removeUserIds?: readonly string[]
}

/** `appchat/update` (wecom.md 5.1). */
export async function updateGroup(api: Api, change: GroupChange): Promise<void> {
  const body = {
    chatid: change.chatId,
    name: change.name,
    owner: change.ownerUserId,
    add_user_list: change.addUserIds,
    del_user_list: change.removeUserIds,
  }
  await api.call({ path: '/cgi-bin/appchat/update', body }, Done)
}
