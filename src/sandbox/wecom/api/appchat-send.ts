import { checkRootRange, findChat } from '../chat/check-chat.ts'
import { CHAT_TYPES, readContent } from '../message/content.ts'
import type { Platform } from '../platform.ts'
import { DAY_MS, MINUTE_MS } from '../rates.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'
import { aLine } from '../threads.ts'

const PATH = '/cgi-bin/appchat/send'
const PER_MEMBER = [
  { limit: 200, spanMs: MINUTE_MS },
  { limit: 10_000, spanMs: DAY_MS },
]
const DELIVERIES_PER_MINUTE = 20_000

/** `POST /cgi-bin/appchat/send` (wecom.md 5.1): neither agentid nor msgid; no template cards. */
export const appchatSend: ApiMethod = {
  path: PATH,
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const outside = checkRootRange(agent)
    if (outside !== undefined) return outside
    const chat = findChat(platform, agent, textAt(body, 'chatid'))
    if (isRefusal(chat)) return chat
    const context = { platform, api: PATH, agentId: agent.agentId, mediaStore: 'corp', body }
    const content = readContent(context, CHAT_TYPES)
    if (isRefusal(content)) return content
    if (!takeDeliveries(platform, chat.userIds.length)) return refuse(45009, 'api freq out of limit')
    const reached = chat.userIds.filter((userId) =>
      platform.rates.take(`chat ${agent.agentId} ${userId}`, PER_MEMBER),
    )
    if (reached.length < chat.userIds.length) {
      const detail = `${chat.userIds.length - reached.length} members over 200 a minute or 10000 a day`
      platform.report({ kind: 'dropped', api: PATH, errcode: 0, detail })
    }
    if (reached.length > 0) {
      platform.threads.add(
        aLine({
          id: `g${platform.next('entry')}`,
          thread: `group:${chat.chatId}`,
          at: platform.now(),
          from: 'desk',
          msgType: content.msgType,
          text: content.text,
          agentId: agent.agentId,
          mediaId: content.mediaId ?? null,
        }),
      )
    }
    return { ok: {} }
  },
}

function takeDeliveries(platform: Platform, count: number): boolean {
  const window = [{ limit: DELIVERIES_PER_MINUTE, spanMs: MINUTE_MS }]
  return Array.from({ length: count }).every(() => platform.rates.take('chat deliveries', window))
}
