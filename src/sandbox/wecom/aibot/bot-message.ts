import { randomBytes } from 'node:crypto'
import type { PhoneRefusal } from '../../phones.ts'
import { imageType } from '../media/check-file.ts'
import type { Platform } from '../platform.ts'
import { DOT } from '../phones/written-media.ts'
import type { BotChat } from './bot-chat.ts'
import { keepBotFile } from './bot-file.ts'

const FILE_BYTES = 100 * 1024 * 1024

/** What a member can write to a bot; bytes are base64. A voice arrives as the text that was understood. */
export type BotMessage =
  | { type: 'text'; content: string; quote?: string }
  | { type: 'voice'; content: string }
  | { type: 'mixed'; content: string; base64?: string }
  | { type: 'image' | 'file' | 'video'; base64?: string }

/** A written message as the bot gets it and as it stands in the chat. */
export interface SpokenToBot {
  fields: Record<string, unknown>
  words: string
}

/** Describes a message for the bot (wecom.md 6.1); in a group it begins with the mention and is text or mixed. */
export function describeBotMessage(
  platform: Platform,
  chat: BotChat,
  message: BotMessage,
): SpokenToBot | PhoneRefusal {
  const words = (content: string): string =>
    chat.chatId === null ? content : `@${chat.bot.name} ${content}`.trim()
  switch (message.type) {
    case 'text': {
      if (message.content === '' && chat.chatId === null) return { refused: '不能发送空消息' }
      const text = { content: words(message.content) }
      const quote =
        message.quote === undefined ? {} : { quote: { msgtype: 'text', text: { content: message.quote } } }
      return { fields: { msgtype: 'text', text, ...quote }, words: text.content }
    }
    case 'mixed':
      return describeMixed(platform, chat, words(message.content), message.base64)
    case 'image':
      // The client sends "@bot + picture" as mixed; a picture alone never mentions anybody.
      if (chat.chatId !== null) return describeMixed(platform, chat, words(''), message.base64)
      break
    case 'voice':
      if (chat.chatId === null)
        return {
          fields: { msgtype: 'voice', voice: { content: message.content } },
          words: `[语音] ${message.content}`,
        }
      return { refused: '群里只有 @ 机器人的文字和图文能让机器人收到' }
    default:
      if (chat.chatId !== null) return { refused: '群里只有 @ 机器人的文字和图文能让机器人收到' }
  }
  const file = describeFile(platform, chat, message.type, message.base64)
  if ('refused' in file) return file
  const label = { image: '[图片]', file: '[文件]', video: '[视频]' }[message.type]
  return { fields: { msgtype: message.type, [message.type]: file }, words: label }
}

function describeMixed(
  platform: Platform,
  chat: BotChat,
  content: string,
  base64: string | undefined,
): SpokenToBot | PhoneRefusal {
  const image = describeFile(platform, chat, 'image', base64)
  if ('refused' in image) return image
  const items = [
    { msgtype: 'text', text: { content } },
    { msgtype: 'image', image },
  ]
  return { fields: { msgtype: 'mixed', mixed: { msg_item: items } }, words: `${content} [图片]`.trim() }
}

/** By WebSocket every file has a key of its own beside its address; by URL the key is the bot's EncodingAESKey. */
function describeFile(
  platform: Platform,
  { bot }: BotChat,
  kind: 'image' | 'file' | 'video',
  base64 = DOT,
): { url: string; aeskey?: string } | PhoneRefusal {
  const bytes = Buffer.from(base64, 'base64')
  if (bytes.length === 0 || bytes.length > FILE_BYTES) return { refused: '文件为空或超过 100 MB' }
  if (kind === 'image' && imageType(bytes) === undefined)
    return { refused: '这不是可以发送的图片（JPG 或 PNG）' }
  if (bot.mode === 'url')
    return { url: keepBotFile(platform, Buffer.from(`${bot.encodingAesKey}=`, 'base64'), bytes) }
  const key = randomBytes(32)
  return { url: keepBotFile(platform, key, bytes), aeskey: key.toString('base64') }
}
