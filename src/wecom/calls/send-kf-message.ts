import { z } from 'zod'
import type { Api } from '../api.ts'
import type { KfMessageBody } from '../message-body.ts'

/** A message to an owner on WeChat. */
export interface KfMessage {
  openKfId: string
  externalUserId: string
  /** At most 32 of `[0-9a-zA-Z_-]`, unique in the account: a repeat with the same id cannot arrive twice. */
  messageId?: string
  body: KfMessageBody
}

const Sent = z.object({ msgid: z.string() })

/** `kf/send_msg` (wecom.md 7.4): at most 5 within 48 h of the owner's last message (95001, 95002), none while a servicer talks (95018). */
export async function sendKfMessage(api: Api, message: KfMessage): Promise<{ messageId: string }> {
  const body = {
    touser: message.externalUserId,
    open_kfid: message.openKfId,
    msgid: message.messageId,
    ...message.body,
  }
  const sent = await api.call({ path: '/cgi-bin/kf/send_msg', body }, Sent)
  return { messageId: sent.msgid }
}
