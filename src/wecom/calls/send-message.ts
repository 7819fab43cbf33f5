import { z } from 'zod'
import type { Api } from '../api.ts'
import type { AppMessageBody } from '../message-body.ts'
import { LeftOutUsers, OptionalText } from './answer-shapes.ts'

/** A message of the app to at most 1000 members. */
export interface AppMessage {
  toUsers: readonly string[]
  body: AppMessageBody
  /** Within so many seconds (at most 4 h) the same request is delivered once only; for repeats after an unknown outcome. */
  duplicateCheckSeconds?: number
}

/** `responseCode` only for cards that can be updated: good for one update within 72 h. */
export interface SentMessage {
  messageId?: string | undefined
  responseCode?: string | undefined
  invalidUsers: string[]
}

const Sent = z.object({ msgid: OptionalText, response_code: OptionalText, invaliduser: LeftOutUsers })

/** `message/send` (wecom.md 4.1). */
export async function sendMessage(api: Api, agentId: number, message: AppMessage): Promise<SentMessage> {
  const repeatable =
    message.duplicateCheckSeconds === undefined
      ? {}
      : { enable_duplicate_check: 1, duplicate_check_interval: message.duplicateCheckSeconds }
  const body = { touser: message.toUsers.join('|'), agentid: agentId, ...message.body, ...repeatable }
  const sent = await api.call({ path: '/cgi-bin/message/send', body }, Sent)
  return { messageId: sent.msgid, responseCode: sent.response_code, invalidUsers: sent.invaliduser }
}
