import { firstCharacters } from '../message/characters.ts'
import { checkRootRange, findChat, invalidMember } from '../chat/check-chat.ts'
import { HOUR_MS } from '../rates.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { textAt, textsAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

const PER_HOUR = [{ limit: 1000, spanMs: HOUR_MS }]

/** `POST /cgi-bin/appchat/update` (wecom.md 5.1): name, owner and members of an own chat. */
export const appchatUpdate: ApiMethod = {
  path: '/cgi-bin/appchat/update',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const outside = checkRootRange(agent)
    if (outside !== undefined) return outside
    const chat = findChat(platform, agent, textAt(body, 'chatid'))
    if (isRefusal(chat)) return chat
    const idsAt = (key: string): string[] =>
      (textsAt(body, key) ?? []).map((name) => platform.directory.member(name)?.userId ?? name)
    const added = idsAt('add_user_list')
    const removed = idsAt('del_user_list')
    const wrong = invalidMember(platform, agent, added)
    if (wrong !== undefined) return wrong
    if (removed.some((userId) => !chat.userIds.includes(userId)))
      return refuse(86216, 'not a member of the chat')
    const stay = [...new Set([...chat.userIds, ...added])].filter((userId) => !removed.includes(userId))
    if (stay.length < 2 || stay.length > 2000) return refuse(86006, 'invalid member count')
    const asked = textAt(body, 'owner')
    const owner = asked === '' ? chat.owner : (platform.directory.member(asked)?.userId ?? asked)
    if (!stay.includes(owner)) return refuse(86005, 'invalid owner')
    if (!platform.rates.take('appchat update', PER_HOUR)) return refuse(45009, 'api freq out of limit')
    const name = firstCharacters(textAt(body, 'name') || chat.name, 50)
    platform.records.chats.put(chat.chatId, { ...chat, name, owner, userIds: stay })
    return { ok: {} }
  },
}
