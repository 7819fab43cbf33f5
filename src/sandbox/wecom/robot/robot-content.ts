import { createHash } from 'node:crypto'
import { parseCard } from '../card/card.ts'
import { checkCard } from '../card/check-card.ts'
import { wordsOf } from '../card/show-card.ts'
import { hasScheme } from '../card/check-parts.ts'
import { imageType } from '../media/check-file.ts'
import { findMedia } from '../media/find-media.ts'
import type { Content } from '../message/content.ts'
import type { Platform } from '../platform.ts'
import { objectAt, objectsAt, textAt, textsAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

const TEXT_BYTES = 2048
const MARKDOWN_BYTES = 4096
const IMAGE_BYTES = 2 * 1024 * 1024

/** Checks what a group webhook (消息推送) is to say; its types and limits are its own (wecom.md 5.2). */
export function readRobotContent(
  platform: Platform,
  mediaStore: string,
  body: Record<string, unknown>,
): (Content & { msgType: string }) | Refusal {
  const msgType = textAt(body, 'msgtype')
  const content = read(platform, mediaStore, msgType, objectAt(body, msgType))
  return 'errcode' in content ? content : { ...content, msgType }
}

function read(
  platform: Platform,
  mediaStore: string,
  msgType: string,
  part: Record<string, unknown>,
): Content | Refusal {
  switch (msgType) {
    case 'text':
      return readText(platform, part)
    case 'markdown':
    case 'markdown_v2':
      return readWords(textAt(part, 'content'), MARKDOWN_BYTES)
    case 'image':
      return readImage(part)
    case 'news':
      return readNews(part)
    case 'file':
    case 'voice': {
      const mediaId = textAt(part, 'media_id')
      if (mediaId === '') return refuse(41006, 'missing media_id')
      const fits = findMedia(platform, mediaId, mediaStore)?.kind === msgType
      return fits
        ? { text: msgType === 'file' ? '[文件]' : '[语音]', mediaId }
        : refuse(40007, 'invalid media_id')
    }
    case 'template_card':
      return readCard(part)
    default:
      return refuse(40008, 'invalid message type')
  }
}

function readWords(content: string, bytes: number): Content | Refusal {
  if (content === '') return refuse(44004, 'empty content')
  const tooLong = Buffer.byteLength(content, 'utf8') > bytes
  return tooLong ? refuse(40058, `content exceed max length ${bytes}`) : { text: content }
}

/** A text with its real mentions, which stand behind it. */
function readText(platform: Platform, part: Record<string, unknown>): Content | Refusal {
  const words = readWords(textAt(part, 'content'), TEXT_BYTES)
  if ('errcode' in words) return words
  const mentioned = (textsAt(part, 'mentioned_list') ?? []).map((userId) =>
    userId === '@all' ? '@所有人' : `@${platform.directory.member(userId)?.name ?? userId}`,
  )
  return { text: [words.text, ...mentioned].join(' ') }
}

/** Checks an image given as base64 with its md5. */
export function readImage(part: Record<string, unknown>, most = IMAGE_BYTES): Content | Refusal {
  const bytes = Buffer.from(textAt(part, 'base64'), 'base64')
  if (bytes.length === 0) return refuse(44001, 'empty media data')
  if (bytes.length > most) return refuse(40009, 'invalid image size')
  if (imageType(bytes) === undefined) return refuse(40123, 'invalid image format')
  const md5 = createHash('md5').update(bytes).digest('hex')
  return md5 === textAt(part, 'md5').toLowerCase()
    ? { text: '[图片]' }
    : refuse(301019, 'image md5 not match')
}

function readNews(part: Record<string, unknown>): Content | Refusal {
  const articles = objectsAt(part, 'articles')
  if (articles.length === 0) return refuse(40035, 'articles missing')
  if (articles.length > 8) return refuse(45008, 'too many articles')
  for (const article of articles) {
    if (textAt(article, 'title') === '') return refuse(41016, 'missing title')
    if (!hasScheme(textAt(article, 'url'))) return refuse(41010, 'missing url')
  }
  const words = articles.flatMap((article) => [textAt(article, 'title'), textAt(article, 'description')])
  return { text: words.filter((word) => word !== '').join('\n') }
}

/** Only the two notices; they have no task id, no menu and never change. */
function readCard(part: Record<string, unknown>): Content | Refusal {
  const card = { ...parseCard(part), task_id: '', action_menu: null }
  if (card.card_type !== 'text_notice' && card.card_type !== 'news_notice') {
    return refuse(42031, 'invalid card_type')
  }
  return checkCard(card) ?? { text: wordsOf(card, null), card }
}
