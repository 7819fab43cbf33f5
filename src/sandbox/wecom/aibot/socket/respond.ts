import type { Platform } from '../../platform.ts'
import { DAY_MS } from '../../rates.ts'
import { isRefusal } from '../../server/api-method.ts'
import { textAt } from '../../server/fields.ts'
import { refuse, type Refusal } from '../../server/refusal.ts'
import type { Bot } from '../../world.ts'
import { sayAsBot, type BotChat } from '../bot-chat.ts'
import { readBotContent } from '../bot-content.ts'
import type { ExchangeRecord } from '../bot-records.ts'
import { writeStream } from '../bot-stream.ts'
import { updateBotCard } from '../update-bot-card.ts'

const EVENT_LIFE_MS = 5000
const WELCOME_TYPES = ['text', 'template_card']
const ANSWER_TYPES = ['markdown', 'template_card', 'image', 'file', 'voice', 'video']

/** A frame by which a bot answers. */
export interface Answer {
  platform: Platform
  bot: Bot
  cmd: string
  reqId: string
  body: Record<string, unknown>
}

/** The req_id under which an exchange goes to the bot; not its msgid, so that nobody can mistake one for the other. */
export const reqIdOf = (exchange: ExchangeRecord): string => `req-${exchange.id}`

/** `aibot_respond_msg`: answers a message within 24 hours, by streams or in one piece. */
export function respondMessage(answer: Answer): Refusal | undefined {
  const found = find(answer, 'message', DAY_MS)
  if (isRefusal(found)) return found
  const { platform, cmd, body } = answer
  const { exchange, chat } = found
  if (['stream', 'stream_with_template_card'].includes(textAt(body, 'msgtype'))) {
    const after = writeStream(platform, chat, exchange, cmd, body)
    return isRefusal(after) ? after : undefined
  }
  const refusal = say(answer, chat, ANSWER_TYPES)
  if (refusal === undefined) platform.records.bots.exchanges.put(exchange.id, { ...exchange, running: false })
  return refusal
}

/** `aibot_respond_welcome_msg`: greets who entered the chat, within five seconds. */
export function respondWelcome(answer: Answer): Refusal | undefined {
  const found = find(answer, 'enter_chat', EVENT_LIFE_MS)
  return isRefusal(found) ? found : say(answer, found.chat, WELCOME_TYPES)
}

/** `aibot_respond_update_msg`: changes the tapped card, within five seconds. */
export function respondUpdate(answer: Answer): Refusal | undefined {
  const found = find(answer, 'template_card_event', EVENT_LIFE_MS)
  if (isRefusal(found)) return found
  return updateBotCard(answer.platform, found.chat, found.exchange, answer.cmd, answer.body)
}

/** `aibot_send_msg`: says something unasked, in a chat where somebody has talked to the bot. */
export function push(answer: Answer): Refusal | undefined {
  const { platform, bot, body } = answer
  const chatId = textAt(body, 'chatid')
  const group = bot.groups?.find((each) => each.chatId === chatId)
  const member = platform.directory.member(chatId)
  const wanted = body.chat_type === 1 || body.chat_type === 2 ? body.chat_type : 0
  const chat: BotChat | undefined =
    group !== undefined && wanted !== 1
      ? { bot, userId: '', chatId }
      : member !== undefined && wanted !== 2
        ? { bot, userId: member.userId, chatId: null }
        : undefined
  const isActive =
    chat !== undefined &&
    platform.records.bots.activeChats.get(`${bot.botId}|${chat.chatId ?? chat.userId}`) === true
  return isActive ? say(answer, chat, ANSWER_TYPES) : refuse(93006, 'invalid chatid')
}

function say(
  { platform, bot, cmd, body }: Answer,
  chat: BotChat,
  types: readonly string[],
): Refusal | undefined {
  const content = readBotContent(platform, bot, cmd, body, types)
  if (isRefusal(content)) return content
  const said = sayAsBot(platform, chat, content)
  return isRefusal(said) ? said : undefined
}

/** The exchange behind a req_id: 846605 when it is none of this kind, 846604 when it is too old. */
function find(
  { platform, bot, reqId }: Answer,
  kind: ExchangeRecord['kind'],
  lifeMs: number,
): { exchange: ExchangeRecord; chat: BotChat } | Refusal {
  const exchange = platform.records.bots.exchanges.get(reqId.replace(/^req-/, ''))
  if (exchange?.botId !== bot.botId || exchange.kind !== kind || reqIdOf(exchange) !== reqId)
    return refuse(846605, 'invalid req_id')
  if (platform.now() - exchange.at >= lifeMs) return refuse(846604, 'req_id expired')
  return { exchange, chat: { bot, userId: exchange.userId, chatId: exchange.chatId } }
}
