import type { Api } from '../api.ts'
import type { GroupMessageBody } from '../message-body.ts'
import { Done } from './answer-shapes.ts'

/** A notice for one app group. */
export interface GroupMessage {
  chatId: string
  body: GroupMessageBody
}

/** `appchat/send` (wecom.md 5.1): takes no agent id and gives no message id back. */
export async function sendGroupMessage(api: Api, message: GroupMessage): Promise<void> {
  await api.call({ path: '/cgi-bin/appchat/send', body: { chatid: message.chatId, ...message.body } }, Done)
}
