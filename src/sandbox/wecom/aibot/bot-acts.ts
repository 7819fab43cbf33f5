import { DeskError } from '../../../errors.ts'
import type { PhoneRefusal, ShownMessage, Tap } from '../../phones.ts'
import { findTap } from '../phones/find-tap.ts'
import { showLine } from '../phones/show-line.ts'
import type { Platform } from '../platform.ts'
import { DAY_MS, HOUR_MS } from '../rates.ts'
import type { Bot } from '../world.ts'
import { addBotLine, chatKey, findBotChat, threadOf, type BotChat } from './bot-chat.ts'
import type { BotLine } from './bot-line.ts'
import { describeBotMessage, type BotMessage } from './bot-message.ts'
import { aboutTap, openEvent, openMessage, type Told } from './exchange.ts'

const MOST_AT_ONCE = 3 // interactions of one member with one bot
const CHINA_AHEAD_MS = 8 * HOUR_MS

/** Where a member meets a bot: the first bot of the world unless named, in a chat of two unless in a group. */
export interface AtBot {
  botId?: string
  chatId?: string
}

/** What the client says to an act: its id, or why it does not let it through. */
export type ActResult = { id: string } | PhoneRefusal

/**
 * What members do with AI bots. Each resolves when the bot was told; by URL when its answer, streams included, is
 * complete. Unknown bots are a DeskError `unknown_bot`.
 */
export interface BotActs {
  /** Writes to the bot; in a group with its mention, as nothing else reaches it. */
  mentionsBot(userId: string, message: BotMessage, at?: AtBot): Promise<ActResult>
  /** Writes in the group without mentioning the bot, which then hears nothing. */
  writesBeside(userId: string, content: string, at: AtBot & { chatId: string }): ActResult
  /** Opens the chat of two; only the first time on a day in China reaches the bot. */
  opensBot(userId: string, at?: AtBot): Promise<ActResult>
  tapsBotCard(userId: string, cardId: string, tap: Tap, at?: AtBot): Promise<ActResult>
  /** Says how good a line of the bot was (1 good, 2 bad, 3 taken back), if the bot asked by `feedback.id`. */
  ratesBot(
    userId: string,
    lineId: string,
    feedback: { type: 1 | 2 | 3; content?: string },
    at?: AtBot,
  ): Promise<ActResult>
  /** The chat as this member sees it. */
  seesBot(userId: string, at?: AtBot): ShownMessage[]
}

/** Builds the acts; `lineOf` finds the way to a bot. */
export function createBotActs(platform: Platform, lineOf: (bot: Bot) => BotLine): BotActs {
  const chatOf = (userId: string, at: AtBot = {}): BotChat | PhoneRefusal =>
    findBotChat(platform, requireBot(platform, at.botId), userId, at.chatId ?? null)

  /** Opens an exchange with all its lines as one change, then brings it to the bot; the client enforces the range. */
  async function tell(
    chat: BotChat | PhoneRefusal,
    open: (chat: BotChat) => Told | PhoneRefusal,
  ): Promise<ActResult> {
    if ('refused' in chat) return chat
    const { visibleUserIds } = chat.bot
    if (visibleUserIds !== undefined && !visibleUserIds.includes(chat.userId))
      return { refused: '该成员不在机器人的可见范围内' }
    const told = platform.store.batch(() => open(chat))
    if ('refused' in told) return told
    const reached = await lineOf(chat.bot).deliver(chat, told)
    const isTap = told.exchange.kind === 'template_card_event'
    return reached || !isTap ? { id: told.exchange.id } : { refused: '操作失败，请稍后重试' }
  }

  return {
    mentionsBot: (userId, message, at) =>
      tell(chatOf(userId, at), (chat) => {
        if (isBusy(platform, chat)) return { refused: '机器人正在回复，请稍后再发' }
        const spoken = describeBotMessage(platform, chat, message)
        if ('refused' in spoken) return spoken
        const content = { msgType: message.type, text: spoken.words }
        addBotLine(platform, chat, { userId: chat.userId }, content)
        platform.records.bots.activeChats.put(chatKey(chat), true)
        return openMessage(platform, chat, spoken.fields)
      }),
    writesBeside(userId, content, at) {
      const chat = chatOf(userId, at)
      if ('refused' in chat) return chat
      return { id: addBotLine(platform, chat, { userId: chat.userId }, { msgType: 'text', text: content }) }
    },
    opensBot: (userId, at) =>
      tell(chatOf(userId, at), (chat) => {
        const { entered } = platform.records.bots
        const key = `${chat.bot.botId}|${chat.userId}`
        const today = Math.floor((platform.now() + CHINA_AHEAD_MS) / DAY_MS)
        if (entered.get(key) === today) return { refused: '今天已经进入过会话，机器人不会再收到' }
        entered.put(key, today)
        return openEvent(platform, chat, 'enter_chat', {})
      }),
    tapsBotCard: (userId, cardId, tap, at) =>
      tell(chatOf(userId, at), (chat) => {
        const found = findTap(platform.threads.of(threadOf(chat)), cardId, tap)
        if ('refused' in found) return found
        const card = { taskId: found.entry.taskId, cardMessageId: found.entry.messageId ?? '' }
        return openEvent(platform, chat, 'template_card_event', aboutTap(found), card)
      }),
    ratesBot: (userId, lineId, { type, content = '' }, at) =>
      tell(chatOf(userId, at), (chat) => {
        const line = platform.threads.of(threadOf(chat)).find((each) => each.id === lineId)
        const id = platform.records.bots.feedbacks.get(line?.messageId ?? '')
        if (id === undefined) return { refused: '这条消息不能评价' }
        return openEvent(platform, chat, 'feedback_event', { id, type, content })
      }),
    seesBot(userId, at) {
      const chat = chatOf(userId, at)
      return 'refused' in chat ? [] : platform.threads.of(threadOf(chat)).map(showLine)
    },
  }
}

/** Whether three of the member's messages to this bot are still being answered. */
function isBusy(platform: Platform, { bot, userId }: BotChat): boolean {
  const since = platform.now() - platform.switches.botStreamLimitMs
  const running = [...platform.records.bots.exchanges.values()].filter(
    (each) => each.running && each.botId === bot.botId && each.userId === userId && each.at > since,
  )
  return running.length >= MOST_AT_ONCE
}

/** The bot of this id, or the first one. */
export function requireBot(platform: Platform, botId: string | undefined): Bot {
  const bots = platform.world.bots ?? []
  const bot = botId === undefined ? bots[0] : bots.find((each) => each.botId === botId)
  if (bot === undefined) throw new DeskError('unknown_bot', `no bot ${botId ?? ''} in the emulator's world`)
  return bot
}
