import { checkRootRange, findChat } from '../chat/check-chat.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'

/** `GET /cgi-bin/appchat/get` (wecom.md 5.1). */
export const appchatGet: ApiMethod = {
  path: '/cgi-bin/appchat/get',
  verb: 'GET',
  token: 'required',
  asking: [86003],
  run(platform, { agent, query }) {
    const outside = checkRootRange(agent)
    if (outside !== undefined) return outside
    const chat = findChat(platform, agent, query.get('chatid') ?? '')
    if (isRefusal(chat)) return chat
    const { chatId, name, owner, userIds } = chat
    return { ok: { chat_info: { chatid: chatId, name, owner, userlist: userIds, chat_type: 0 } } }
  },
}
