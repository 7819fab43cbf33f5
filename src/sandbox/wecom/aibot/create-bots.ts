import { DeskError } from '../../../errors.ts'
import type { Platform } from '../platform.ts'
import { createAttention } from '../webhook/attention.ts'
import { verifyUrl } from '../webhook/verify-url.ts'
import type { Bot } from '../world.ts'
import { createBotActs, requireBot, type BotActs } from './bot-acts.ts'
import type { BotLine } from './bot-line.ts'
import { createSocketDesk, type SocketDesk } from './socket/socket-desk.ts'
import { createUrlLine } from './url-line.ts'

/** The AI bots of the world and the ways to them. */
export interface Bots {
  acts: BotActs & {
    /** The network between a bot and the platform breaks; the bot sees 1006. */
    breaksBotLine(botId?: string): void
  }
  /** Answers an upgrade request with the long connection of bots. */
  connect: SocketDesk['connect']
  /** Sets a bot's webhook address, verified as the console does; throws a DeskError `webhook_unverified`. */
  setUrl(url: string, botId?: string): Promise<void>
  /** Resolves when no bot is being told anything and no stream is open. */
  idle(): Promise<void>
  close(): Promise<void>
}

/** Builds the bots of a platform. */
export function createBots(platform: Platform): Bots {
  const closing = new AbortController()
  const attention = createAttention(() => platform.now())
  const desk = createSocketDesk(platform)
  const lines = new Map<string, BotLine>()

  function lineOf(bot: Bot): BotLine {
    const known = lines.get(bot.botId)
    if (known !== undefined) return known
    if (bot.mode !== 'url') return desk.line
    const line = createUrlLine(platform, bot, closing.signal)
    const watched: BotLine = { deliver: (...told) => attention.during(() => line.deliver(...told)) }
    lines.set(bot.botId, watched)
    return watched
  }

  return {
    acts: {
      ...createBotActs(platform, lineOf),
      breaksBotLine: (botId) => desk.cut(requireBot(platform, botId).botId),
    },
    connect: (...upgrade) => desk.connect(...upgrade),
    async setUrl(url, botId) {
      const bot = requireBot(platform, botId)
      if (bot.mode !== 'url') throw new DeskError('unknown_bot', `${bot.botId} is connected by WebSocket`)
      await verifyUrl(platform, bot, '', url)
      platform.records.bots.urls.put(bot.botId, url)
    },
    idle: () => attention.idle(),
    async close() {
      closing.abort()
      desk.close()
      await attention.idle()
    },
  }
}
