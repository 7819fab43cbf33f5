import { setTimeout as sleep } from 'node:timers/promises'
import type { Platform } from '../platform.ts'
import { addressOf, seal } from '../webhook/seal.ts'
import type { Bot } from '../world.ts'
import type { BotChat } from './bot-chat.ts'
import type { BotLine } from './bot-line.ts'
import type { ExchangeRecord } from './bot-records.ts'
import { refreshOf } from './exchange.ts'
import { applyUrlReply, openUrlReply } from './url-reply.ts'

type UrlBot = Extract<Bot, { mode: 'url' }>
type Delivery = { reply: Record<string, unknown> | undefined } | undefined

/** Reaches a bot by its webhook address (wecom.md 6.2) and goes on asking until its stream is finished. */
export function createUrlLine(platform: Platform, bot: UrlBot, closing: AbortSignal): BotLine {
  const { switches } = platform
  const pause = (ms: number): Promise<void> =>
    sleep(ms, undefined, { signal: closing }).catch(() => undefined)

  /** One delivery; `undefined` when the bot did not answer in time with 200. */
  async function post(plain: Record<string, unknown>): Promise<Delivery> {
    const url = platform.records.bots.urls.get(bot.botId)
    if (url === undefined) return undefined
    const sealed = seal(bot, '', JSON.stringify(plain), platform.now())
    try {
      const response = await fetch(addressOf(url, sealed), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ encrypt: sealed.encrypted }),
        signal: AbortSignal.any([closing, AbortSignal.timeout(switches.webhookTimeoutMs)]),
        redirect: 'manual',
      })
      const body = await response.text()
      if (response.status !== 200) return undefined
      return { reply: openUrlReply(platform, bot, sealed.nonce, body) }
    } catch {
      return undefined
    }
  }

  /** Messages come again when nobody answered, or on command; events, taps above all, never do. */
  async function deliver(exchange: ExchangeRecord, plain: Record<string, unknown>): Promise<Delivery> {
    const isMessage = exchange.kind === 'message'
    const fault = platform.faults.strikeWebhook(isMessage ? 'aibot_message' : exchange.kind)
    if (fault?.effect === 'drop') return undefined
    if (fault?.effect === 'delay' || fault?.effect === 'reorder') await pause(fault.ms)
    for (let tries = 0; tries <= (isMessage ? switches.botMessageRetries : 0); tries += 1) {
      const delivery = await post(plain)
      if (delivery === undefined && !closing.aborted) continue
      if (isMessage && fault?.effect === 'duplicate') await post(plain)
      return delivery
    }
    return undefined
  }

  /** Asks for the rest of the stream until it is finished or its time is over. */
  async function refresh(chat: BotChat, begun: ExchangeRecord): Promise<void> {
    let exchange = begun
    const [streamId = ''] = Object.keys(exchange.streams)
    while (exchange.running && !closing.aborted) {
      await pause(switches.botRefreshMs)
      if (platform.now() - begun.at >= switches.botStreamLimitMs) break
      const delivery = await post(refreshOf(platform, chat, streamId))
      exchange = applyUrlReply(platform, chat, exchange, delivery?.reply)
    }
    if (exchange.running) finish(exchange)
  }

  function finish(exchange: ExchangeRecord): void {
    platform.records.bots.exchanges.put(exchange.id, { ...exchange, running: false })
  }

  return {
    async deliver(chat, { exchange, payload }) {
      const delivery = await deliver(exchange, payload)
      const after = applyUrlReply(platform, chat, exchange, delivery?.reply)
      if (Object.keys(after.streams).length > 0) await refresh(chat, after)
      else finish(after)
      return delivery !== undefined
    },
  }
}
