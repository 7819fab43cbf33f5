import { checkCard } from '../card/check-card.ts'
import { greyButtons, replaceCard } from '../card/replace-card.ts'
import { findMedia } from '../media/find-media.ts'
import { cutToBytes } from '../message/cut.ts'
import type { Platform } from '../platform.ts'
import type { EntryRecord, WebhookRecord } from '../records.ts'
import { objectAt, objectsAt, textAt } from '../server/fields.ts'
import { aLine } from '../threads.ts'
import type { Agent } from '../world.ts'
import { parseXmlCard } from './xml-card.ts'

const MEDIA = new Map([
  ['image', { element: 'Image', words: '[图片]' }],
  ['voice', { element: 'Voice', words: '[语音]' }],
  ['video', { element: 'Video', words: '[视频]' }],
])

/** Shows an opened passive reply to the member who caused it; returns why it cannot be shown, if so. */
export function showPassiveReply(
  platform: Platform,
  agent: Agent,
  record: WebhookRecord,
  reply: Record<string, unknown>,
): string | undefined {
  const msgType = textAt(reply, 'MsgType')
  const entry = platform.records.entries.get(record.entryId ?? '')
  if (textAt(reply, 'ToUserName') !== record.userId) return 'ToUserName is not the member'
  if (entry !== undefined) return updateCard(platform, record, entry, reply)
  const words = wordsOfReply(platform, reply, msgType)
  if (words === undefined) return `unknown or incomplete MsgType ${msgType}`
  platform.threads.add(
    aLine({
      id: `m${platform.next('entry')}`,
      thread: `member:${record.userId}`,
      at: platform.now(),
      from: 'desk',
      msgType,
      text: words,
      agentId: agent.agentId,
    }),
  )
  return undefined
}

/** A tap is answered with a change of the tapper's own card, nothing else. */
function updateCard(
  platform: Platform,
  record: WebhookRecord,
  entry: EntryRecord,
  reply: Record<string, unknown>,
): string | undefined {
  const problem = changeCard(platform, entry, reply)
  if (problem !== undefined) return problem
  const code = platform.records.responseCodes.get(record.code ?? '')
  if (code !== undefined && platform.switches.passiveReplyBurnsCode) {
    platform.records.responseCodes.put(code.code, { ...code, used: true })
  }
  return undefined
}

function changeCard(
  platform: Platform,
  entry: EntryRecord,
  reply: Record<string, unknown>,
): string | undefined {
  switch (textAt(reply, 'MsgType')) {
    case 'update_button': {
      const name = textAt(objectAt(reply, 'Button'), 'ReplaceName')
      if (name === '') return 'ReplaceName missing'
      greyButtons(platform, entry, name)
      return undefined
    }
    case 'update_template_card': {
      const card = parseXmlCard(reply.TemplateCard)
      const wrong = checkCard({ ...card, task_id: card.task_id || entry.taskId })
      if (wrong !== undefined) return `card refused with ${wrong.errcode} ${wrong.errmsg}`
      replaceCard(platform, entry, card)
      return undefined
    }
    default:
      return 'a tap can only be answered with a card update'
  }
}

function wordsOfReply(
  platform: Platform,
  reply: Record<string, unknown>,
  msgType: string,
): string | undefined {
  const media = MEDIA.get(msgType)
  if (media !== undefined) {
    const mediaId = textAt(objectAt(reply, media.element), 'MediaId')
    return findMedia(platform, mediaId, 'corp')?.kind === msgType ? media.words : undefined
  }
  if (msgType === 'text') return cutToBytes(textAt(reply, 'Content'), 2048) || undefined
  if (msgType !== 'news') return undefined
  const items = objectsAt(objectAt(reply, 'Articles'), 'item')
  const lines = items.flatMap((item) => [textAt(item, 'Title'), textAt(item, 'Description')])
  return lines.filter((line) => line !== '').join('\n') || undefined
}
