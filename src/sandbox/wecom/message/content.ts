import type { Card } from '../card/card.ts'
import type { Platform } from '../platform.ts'
import type { Refusal } from '../server/refusal.ts'
import { refuse } from '../server/refusal.ts'
import { isRefusal } from '../server/api-method.ts'
import { objectAt } from '../server/fields.ts'
import { readMarkdown, readText } from './content-text.ts'
import { readMedia } from './content-media.ts'
import { readMiniProgram, readMpnews, readNews, readTextcard } from './content-articles.ts'
import { readTemplateCard } from './content-card.ts'

/** A message's content after all checks, as it stands in a conversation. */
export interface Content {
  text: string
  mediaId?: string
  card?: Card
}

/** Where and how a content is read. */
export interface ContentContext {
  platform: Platform
  /** API path, for reports. */
  api: string
  agentId: number
  /** Media store of the sender: `corp`, or a robot's own. */
  mediaStore: string
  body: Record<string, unknown>
  /** The object under the key of the msgtype; empty when absent. */
  part: Record<string, unknown>
}

type Reader = (context: ContentContext) => Content | Refusal

const READERS: ReadonlyMap<string, Reader> = new Map([
  ['text', readText],
  ['markdown', readMarkdown],
  ['image', readMedia('image')],
  ['voice', readMedia('voice')],
  ['video', readMedia('video')],
  ['file', readMedia('file')],
  ['textcard', readTextcard],
  ['news', readNews],
  ['mpnews', readMpnews],
  ['miniprogram_notice', readMiniProgram],
  ['template_card', readTemplateCard],
])

/** What an app's group chat takes (wecom.md 5.1). */
export const CHAT_TYPES = [
  'text',
  'image',
  'voice',
  'video',
  'file',
  'textcard',
  'news',
  'mpnews',
  'markdown',
]

/** What message/send takes (wecom.md 4.2); the legacy task cards are not played. */
export const MESSAGE_TYPES = [...CHAT_TYPES, 'miniprogram_notice', 'template_card']

/** Checks the content of a message by its msgtype; types outside `allowed` are 40008. */
export function readContent(
  context: Omit<ContentContext, 'part'>,
  allowed: readonly string[],
): (Content & { msgType: string }) | Refusal {
  const msgType = context.body.msgtype
  const reader = typeof msgType === 'string' && allowed.includes(msgType) ? READERS.get(msgType) : undefined
  if (reader === undefined || typeof msgType !== 'string') return refuse(40008, 'invalid message type')
  const content = reader({ ...context, part: objectAt(context.body, msgType) })
  return isRefusal(content) ? content : { ...content, msgType }
}
