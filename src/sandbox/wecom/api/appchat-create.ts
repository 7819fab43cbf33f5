import { firstCharacters } from '../message/characters.ts'
import { checkRootRange, invalidMember } from '../chat/check-chat.ts'
import { DAY_MS } from '../rates.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { textAt, textsAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

const PER_DAY = [{ limit: 1000, spanMs: DAY_MS }]

/** `POST /cgi-bin/appchat/create` (wecom.md 5.1): 2 to 2000 members, the owner among them. */
export const appchatCreate: ApiMethod = {
  path: '/cgi-bin/appchat/create',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const outside = checkRootRange(agent)
    if (outside !== undefined) return outside
    const listed = textsAt(body, 'userlist')
    if (listed === undefined) return refuse(86205, 'missing userlist')
    const userIds = [...new Set(listed.map((name) => platform.directory.member(name)?.userId ?? name))]
    const wrong = invalidMember(platform, agent, userIds)
    if (wrong !== undefined) return wrong
    if (userIds.length < 2 || userIds.length > 2000) return refuse(86006, 'invalid member count')

    const asked = textAt(body, 'owner')
    const owner = asked === '' ? (userIds[0] ?? '') : (platform.directory.member(asked)?.userId ?? asked)
    if (!userIds.includes(owner)) return refuse(86207, 'owner not in userlist')
    const chatId = textAt(body, 'chatid') || platform.secret('wrc').slice(0, 32)
    if (!/^[0-9a-zA-Z]{1,32}$/.test(chatId)) return refuse(86001, 'invalid chatid')
    if (platform.records.chats.get(chatId) !== undefined) return refuse(86215, 'chatid existed')
    if (!platform.rates.take('appchat create', PER_DAY)) return refuse(45009, 'api freq out of limit')

    const name = firstCharacters(textAt(body, 'name'), 50)
    platform.records.chats.put(chatId, { chatId, agentId: agent.agentId, name, owner, userIds })
    return { ok: { chatid: chatId } }
  },
}
