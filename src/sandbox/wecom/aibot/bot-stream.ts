import type { Platform } from '../platform.ts'
import { readImage } from '../robot/robot-content.ts'
import { isRefusal } from '../server/api-method.ts'
import { objectAt, objectsAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { readNewBotCard } from './bot-card.ts'
import { copiesOf, sayAsBot, type BotChat } from './bot-chat.ts'
import { CONTENT_BYTES } from './bot-content.ts'
import type { ExchangeRecord } from './bot-records.ts'

const MAX_IMAGES = 10
const IMAGE_BYTES = 10 * 1024 * 1024
const FEEDBACK_BYTES = 256

interface Frame {
  id: string
  text: string
  finish: boolean
  feedbackId: string
}

/**
 * Writes one frame of a stream, perhaps with its card (wecom.md 6.2): each replaces the whole content. Returns the
 * exchange as it is afterwards; too late is 846608.
 */
export function writeStream(
  platform: Platform,
  chat: BotChat,
  exchange: ExchangeRecord,
  api: string,
  body: Record<string, unknown>,
): ExchangeRecord | Refusal {
  const frame = readFrame(objectAt(body, 'stream'))
  if (isRefusal(frame)) return frame
  const known = exchange.streams[frame.id]
  if (known !== undefined && isExpired(platform, known))
    return refuse(846608, 'stream message update expired')
  const wantsCard =
    textAt(body, 'msgtype') === 'stream_with_template_card' && body.template_card !== undefined
  if (wantsCard && known?.hasCard === true) return refuse(40058, 'template_card was already given')
  const card = wantsCard ? readNewBotCard(platform, chat.bot, api, body.template_card) : undefined
  if (card !== undefined && isRefusal(card)) return card

  const line = { msgType: 'stream', text: frame.text }
  const said = known ?? sayAsBot(platform, chat, line)
  if (isRefusal(said)) return said
  if (known !== undefined) {
    for (const copy of copiesOf(platform, chat, said.messageId)) platform.threads.change({ ...copy, ...line })
  }
  if (card !== undefined) sayAsBot(platform, chat, card)
  if (frame.feedbackId !== '') platform.records.bots.feedbacks.put(said.messageId, frame.feedbackId)
  const now = platform.now()
  const after: ExchangeRecord = {
    ...exchange,
    running: !frame.finish,
    streams: {
      ...exchange.streams,
      [frame.id]: {
        messageId: said.messageId,
        startedAt: known?.startedAt ?? now,
        updatedAt: now,
        finished: frame.finish,
        hasCard: card !== undefined || known?.hasCard === true,
      },
    },
  }
  platform.records.bots.exchanges.put(after.id, after)
  return after
}

/** Whether a stream may no longer be changed; whether an update begins its time anew is a switch. */
function isExpired(platform: Platform, stream: { startedAt: number; updatedAt: number }): boolean {
  const since = platform.switches.botStreamRenews ? stream.updatedAt : stream.startedAt
  return platform.now() - since >= platform.switches.botStreamLimitMs
}

function readFrame(stream: Record<string, unknown>): Frame | Refusal {
  const id = textAt(stream, 'id')
  const content = textAt(stream, 'content')
  const finish = stream.finish === true
  const images = objectsAt(stream, 'msg_item')
  const feedbackId = textAt(objectAt(stream, 'feedback'), 'id')
  if (id === '') return refuse(40058, 'stream.id missing')
  if (Buffer.byteLength(content, 'utf8') > CONTENT_BYTES) return refuse(40058, 'stream.content too long')
  if (Buffer.byteLength(feedbackId, 'utf8') > FEEDBACK_BYTES) return refuse(40058, 'feedback.id too long')
  if (images.length > 0 && !finish) return refuse(40058, 'msg_item only with finish')
  if (images.length > MAX_IMAGES) return refuse(40058, 'msg_item too many')
  for (const item of images) {
    const image = readImage(objectAt(item, 'image'), IMAGE_BYTES)
    if (isRefusal(image)) return image
  }
  return { id, finish, feedbackId, text: [content, ...images.map(() => '[图片]')].join('\n') }
}
