import type { PhoneRefusal } from '../../phones.ts'
import type { Content } from '../message/content.ts'
import type { Platform } from '../platform.ts'
import { HOUR_MS, MINUTE_MS } from '../rates.ts'
import type { EntryRecord } from '../records.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { aLine } from '../threads.ts'
import type { Bot } from '../world.ts'

const PER_CHAT = [
  { limit: 30, spanMs: MINUTE_MS },
  { limit: 1000, spanMs: HOUR_MS },
]

/** A conversation with a bot: of two (`chatId` is `null`), or a group in which the bot is. */
export interface BotChat {
  bot: Bot
  userId: string
  chatId: string | null
}

/** The chat in which a member can meet the bot. */
export function findBotChat(
  platform: Platform,
  bot: Bot,
  userId: string,
  chatId: string | null,
): BotChat | PhoneRefusal {
  const member = platform.directory.member(userId)
  if (member === undefined) return { refused: '没有这个成员' }
  const group = bot.groups?.find((each) => each.chatId === chatId)
  if (chatId !== null && group?.userIds.includes(member.userId) !== true)
    return { refused: '该成员不在这个群里' }
  return { bot, userId: member.userId, chatId }
}

/** The bot's own name for the chat in its quotas and pushes: the group's id, or the member's. */
export const chatKey = ({ bot, chatId, userId }: BotChat): string => `${bot.botId}|${chatId ?? userId}`

/** The thread in which one viewer sees the chat; in a group everybody has an own copy, as cards differ by viewer. */
export function threadOf({ bot, chatId, userId }: BotChat): string {
  return chatId === null ? `bot:${bot.botId}:${userId}` : `bot:${bot.botId}:${chatId}:${userId}`
}

/** Puts a line before every viewer of the chat; returns the message id that all the copies share. */
export function addBotLine(
  platform: Platform,
  chat: BotChat,
  from: 'bot' | { userId: string },
  content: Content & { msgType: string },
): string {
  const messageId = `b${platform.next('botMessage')}`
  for (const viewer of viewersOf(chat)) {
    platform.threads.add(
      aLine({
        id: `m${platform.next('entry')}`,
        thread: threadOf({ ...chat, userId: viewer }),
        at: platform.now(),
        from: from === 'bot' ? 'desk' : nameFor(platform, from.userId, viewer),
        msgType: content.msgType,
        text: content.text,
        messageId,
        mediaId: content.mediaId ?? null,
        card: content.card ?? null,
        taskId: content.card?.task_id ?? '',
      }),
    )
  }
  return messageId
}

/** The copies of a line, those of the named viewers only when some are named. */
export function copiesOf(
  platform: Platform,
  chat: BotChat,
  messageId: string,
  viewers: readonly string[] = viewersOf(chat),
): EntryRecord[] {
  const named = viewers.map((userId) => platform.directory.member(userId)?.userId ?? userId)
  return named.flatMap(
    (userId) =>
      platform.threads.of(threadOf({ ...chat, userId })).find((line) => line.messageId === messageId) ?? [],
  )
}

/** The bot says something new: 30 a minute and 1,000 an hour per chat, answers and pushes together (45009). */
export function sayAsBot(
  platform: Platform,
  chat: BotChat,
  content: Content & { msgType: string },
): { messageId: string } | Refusal {
  if (!platform.rates.take(`bot ${chatKey(chat)}`, PER_CHAT)) return refuse(45009, 'api freq out of limit')
  if (content.card !== undefined && content.card.task_id !== '')
    platform.records.taskIds.put(`bot:${chat.bot.botId}|${content.card.task_id}`, chat.bot.botId)
  return { messageId: addBotLine(platform, chat, 'bot', content) }
}

function viewersOf({ bot, chatId, userId }: BotChat): readonly string[] {
  return chatId === null ? [userId] : (bot.groups?.find((each) => each.chatId === chatId)?.userIds ?? [])
}

function nameFor(platform: Platform, userId: string, viewer: string): string {
  return userId === viewer ? 'self' : (platform.directory.member(userId)?.name ?? userId)
}
