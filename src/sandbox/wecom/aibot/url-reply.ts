import { decrypt, getSignature } from '@wecom/crypto'
import { z } from 'zod'
import type { Platform } from '../platform.ts'
import { isRefusal } from '../server/api-method.ts'
import { isObject, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { SealKeys } from '../webhook/seal.ts'
import { sayAsBot, type BotChat } from './bot-chat.ts'
import { readBotContent } from './bot-content.ts'
import type { ExchangeRecord } from './bot-records.ts'
import { writeStream } from './bot-stream.ts'
import { updateBotCard } from './update-bot-card.ts'

const API = 'aibot webhook'

const Envelope = z.object({
  encrypt: z.string(),
  msgsignature: z.string(),
  timestamp: z.union([z.number().int(), z.string()]),
  nonce: z.string(),
})

/** Opens a bot's answer to a webhook; an empty one is no answer, a broken one is ignored and reported. */
export function openUrlReply(
  platform: Platform,
  keys: SealKeys,
  nonce: string,
  body: string,
): Record<string, unknown> | undefined {
  if (body.trim() === '') return undefined
  const opened = open(keys, nonce, body)
  if (typeof opened !== 'string') return opened
  ignore(platform, 0, opened)
  return undefined
}

function open(keys: SealKeys, nonce: string, body: string): Record<string, unknown> | string {
  try {
    const envelope = Envelope.safeParse(JSON.parse(body))
    if (!envelope.success) return 'no envelope of encrypt, msgsignature, timestamp and nonce'
    const { encrypt, msgsignature, timestamp } = envelope.data
    if (envelope.data.nonce !== nonce) return 'nonce is not that of the webhook'
    if (getSignature(keys.token, String(timestamp), nonce, encrypt) !== msgsignature) return 'wrong signature'
    const { message, id } = decrypt(keys.encodingAesKey, encrypt)
    if (id !== '') return 'receiveid is not empty'
    const inner: unknown = JSON.parse(message)
    return isObject(inner) ? inner : 'inner JSON is no object'
  } catch {
    return 'unreadable'
  }
}

/** Shows what a bot answered to a webhook; returns the exchange as it is afterwards. What does not fit is ignored. */
export function applyUrlReply(
  platform: Platform,
  chat: BotChat,
  exchange: ExchangeRecord,
  reply: Record<string, unknown> | undefined,
): ExchangeRecord {
  if (reply === undefined) return exchange
  const after = platform.store.batch(() => apply(platform, chat, exchange, reply))
  if (!isRefusal(after)) return after
  ignore(platform, after.errcode, after.errmsg)
  return exchange
}

function apply(
  platform: Platform,
  chat: BotChat,
  exchange: ExchangeRecord,
  reply: Record<string, unknown>,
): ExchangeRecord | Refusal {
  switch (exchange.kind) {
    case 'template_card_event':
      return updateBotCard(platform, chat, exchange, API, reply) ?? exchange
    case 'enter_chat':
      return say(platform, chat, exchange, reply, ['text', 'template_card'])
    case 'feedback_event':
      return refuse(40008, 'feedback takes no answer')
    case 'message':
      return answerMessage(platform, chat, exchange, reply)
  }
}

/** A message is answered by a card, or by one stream whose id every later answer repeats. */
function answerMessage(
  platform: Platform,
  chat: BotChat,
  exchange: ExchangeRecord,
  reply: Record<string, unknown>,
): ExchangeRecord | Refusal {
  const begun = Object.keys(exchange.streams)
  const msgType = textAt(reply, 'msgtype')
  if (msgType !== 'stream' && msgType !== 'stream_with_template_card')
    return say(platform, chat, exchange, reply, begun.length === 0 ? ['template_card'] : [])
  const stream = isObject(reply.stream) ? reply.stream : {}
  if (begun.length > 0 && !begun.includes(textAt(stream, 'id'))) return refuse(40058, 'unknown stream.id')
  return writeStream(platform, chat, exchange, API, reply)
}

function say(
  platform: Platform,
  chat: BotChat,
  exchange: ExchangeRecord,
  reply: Record<string, unknown>,
  allowed: readonly string[],
): ExchangeRecord | Refusal {
  const content = readBotContent(platform, chat.bot, API, reply, allowed)
  if (isRefusal(content)) return content
  const said = sayAsBot(platform, chat, content)
  return isRefusal(said) ? said : { ...exchange, running: false }
}

function ignore(platform: Platform, errcode: number, why: string): void {
  platform.report({ kind: 'ignored', api: API, errcode, detail: `answer of the bot: ${why}` })
}
