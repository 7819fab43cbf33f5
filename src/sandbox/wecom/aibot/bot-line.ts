import type { BotChat } from './bot-chat.ts'
import type { Told } from './exchange.ts'

/** How a bot is reached: by its webhook address, or over the WebSocket that it has opened. */
export interface BotLine {
  /** Resolves when the bot has got it (by URL also: has answered to the end); `false` when it could not be reached. */
  deliver(chat: BotChat, told: Told): Promise<boolean>
}
