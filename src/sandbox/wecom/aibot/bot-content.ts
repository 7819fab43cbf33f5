import { findMedia } from '../media/find-media.ts'
import type { Content } from '../message/content.ts'
import type { Platform } from '../platform.ts'
import { objectAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Bot } from '../world.ts'
import { readNewBotCard } from './bot-card.ts'

/** Most bytes of a markdown or of a stream's content (wecom.md 6.2). */
export const CONTENT_BYTES = 20_480

const MEDIA = new Map([
  ['image', '[图片]'],
  ['file', '[文件]'],
  ['voice', '[语音]'],
  ['video', '[视频]'],
])

/** Checks what a bot says in one piece; a type outside `allowed` is 40008. */
export function readBotContent(
  platform: Platform,
  bot: Bot,
  api: string,
  body: Record<string, unknown>,
  allowed: readonly string[],
): (Content & { msgType: string }) | Refusal {
  const msgType = textAt(body, 'msgtype')
  if (!allowed.includes(msgType)) return refuse(40008, 'invalid message type')
  if (msgType === 'template_card') return readNewBotCard(platform, bot, api, body.template_card)
  const label = MEDIA.get(msgType)
  if (label === undefined) return readWords(msgType, textAt(objectAt(body, msgType), 'content'))
  const mediaId = textAt(objectAt(body, msgType), 'media_id')
  return findMedia(platform, mediaId, `bot:${bot.botId}`)?.kind === msgType
    ? { msgType, text: label, mediaId }
    : refuse(40007, 'invalid media_id')
}

function readWords(msgType: string, content: string): (Content & { msgType: string }) | Refusal {
  if (content === '') return refuse(44004, 'empty content')
  return Buffer.byteLength(content, 'utf8') > CONTENT_BYTES
    ? refuse(40058, `content exceed max length ${CONTENT_BYTES}`)
    : { msgType, text: content }
}
