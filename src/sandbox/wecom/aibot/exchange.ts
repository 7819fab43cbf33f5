import type { FoundTap } from '../phones/find-tap.ts'
import type { Platform } from '../platform.ts'
import { HOUR_MS } from '../rates.ts'
import type { BotChat } from './bot-chat.ts'
import type { ExchangeRecord } from './bot-records.ts'

const RESPONSE_LIFE_MS = HOUR_MS

/** Something for the bot: the exchange it opens and the JSON that tells of it. */
export interface Told {
  exchange: ExchangeRecord
  payload: Record<string, unknown>
}

/** Opens the exchange of a written message; `fields` are its type and content. */
export function openMessage(platform: Platform, chat: BotChat, fields: Record<string, unknown>): Told {
  const exchange = open(platform, chat, { kind: 'message', running: true })
  const payload = { ...headOf(chat, exchange.id), ...responseUrl(platform, chat), ...fields }
  return { exchange, payload }
}

/** Opens the exchange of an event; `about` is the object under its name. */
export function openEvent(
  platform: Platform,
  chat: BotChat,
  kind: 'enter_chat' | 'template_card_event' | 'feedback_event',
  about: Record<string, unknown>,
  card?: { taskId: string; cardMessageId: string },
): Told {
  const exchange = open(platform, chat, { kind, ...card })
  const payload = {
    ...headOf(chat, exchange.id),
    ...(card === undefined ? {} : responseUrl(platform, chat)),
    create_time: Math.floor(platform.now() / 1000),
    msgtype: 'event',
    event: { eventtype: kind, [kind]: about },
  }
  return { exchange, payload }
}

/** What a tap tells a bot; menu items come as the same event, without selection (wecom.md 6.1). */
export function aboutTap({ entry, card, button, selected }: FoundTap): Record<string, unknown> {
  const chosen = selected?.map(({ questionKey, optionIds }) => ({
    question_key: questionKey,
    option_ids: { option_id: optionIds },
  }))
  return {
    card_type: card.card_type,
    event_key: button.key,
    task_id: entry.taskId,
    ...(chosen === undefined ? {} : { selected_items: { selected_item: chosen } }),
  }
}

/** The JSON with which the platform asks by URL for the rest of a stream; it has a msgid of its own. */
export function refreshOf(platform: Platform, chat: BotChat, streamId: string): Record<string, unknown> {
  return { ...headOf(chat, platform.secret('CAIQ')), msgtype: 'stream', stream: { id: streamId } }
}

function open(
  platform: Platform,
  { bot, userId, chatId }: BotChat,
  fields: Pick<ExchangeRecord, 'kind'> & Partial<ExchangeRecord>,
): ExchangeRecord {
  const exchange: ExchangeRecord = {
    id: platform.secret('CAIQ'),
    botId: bot.botId,
    userId,
    chatId,
    at: platform.now(),
    taskId: '',
    cardMessageId: '',
    running: false,
    streams: {},
    ...fields,
  }
  platform.records.bots.exchanges.put(exchange.id, exchange)
  return exchange
}

function headOf({ bot, userId, chatId }: BotChat, msgId: string): Record<string, unknown> {
  return {
    msgid: msgId,
    aibotid: bot.botId,
    ...(chatId === null ? { chattype: 'single' } : { chatid: chatId, chattype: 'group' }),
    from: { userid: userId },
  }
}

/** An address for one later answer within the hour; whether WebSocket frames carry one is a switch. */
function responseUrl(
  platform: Platform,
  { bot, userId, chatId }: BotChat,
): { response_url: string } | undefined {
  if (bot.mode === 'socket' && !platform.switches.botResponseUrlInFrames) return undefined
  const code = platform.secret('')
  const expiresAt = platform.now() + RESPONSE_LIFE_MS
  platform.records.bots.responses.put(code, {
    code,
    botId: bot.botId,
    userId,
    chatId,
    expiresAt,
    used: false,
  })
  return { response_url: `${platform.address()}/cgi-bin/aibot/response?response_code=${code}` }
}
