import { readBotContent } from '../aibot/bot-content.ts'
import { sayAsBot } from '../aibot/bot-chat.ts'
import { requireBot } from '../aibot/bot-acts.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'

const PATH = '/cgi-bin/aibot/response'

/** `POST /cgi-bin/aibot/response` (wecom.md 6.2): a bot's later answer, unsealed, once within the hour. */
export const aibotResponse: ApiMethod = {
  path: PATH,
  verb: 'POST',
  token: 'none',
  run(platform, { query, body }) {
    const response = platform.records.bots.responses.get(query.get('response_code') ?? '')
    if (response === undefined || response.used || response.expiresAt <= platform.now())
      return refuse(60140, 'response_code invalid')
    const bot = requireBot(platform, response.botId)
    // The page of 2025-12 takes cards in chats of two only.
    const inGroup = platform.switches.botGroupResponseMarkdown ? ['markdown'] : []
    const allowed = response.chatId === null ? ['markdown', 'template_card'] : inGroup
    const content = readBotContent(platform, bot, PATH, body, allowed)
    if (isRefusal(content)) return content
    const said = sayAsBot(platform, { bot, userId: response.userId, chatId: response.chatId }, content)
    if (isRefusal(said)) return said
    platform.records.bots.responses.put(response.code, { ...response, used: true })
    return { ok: {} }
  },
}
