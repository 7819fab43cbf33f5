import { replaceCard } from '../card/replace-card.ts'
import type { Platform } from '../platform.ts'
import { objectAt, textAt, textsAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { readBotCard } from './bot-card.ts'
import { copiesOf, type BotChat } from './bot-chat.ts'
import type { ExchangeRecord } from './bot-records.ts'

/**
 * Applies the answer to a tap (wecom.md 6.3): a whole new card with the tapped one's task id, for everybody who sees
 * it or, in groups, for the named members only.
 */
export function updateBotCard(
  platform: Platform,
  chat: BotChat,
  exchange: ExchangeRecord,
  api: string,
  body: Record<string, unknown>,
): Refusal | undefined {
  if (textAt(body, 'response_type') !== 'update_template_card') return refuse(40008, 'invalid response_type')
  const taskId = textAt(objectAt(body, 'template_card'), 'task_id')
  if (taskId !== exchange.taskId) return refuse(42016, 'task_id is not that of the event')
  const card = readBotCard(platform, api, body.template_card)
  if ('errcode' in card) return card
  const named = chat.chatId === null ? undefined : textsAt(body, 'userids')
  for (const copy of copiesOf(platform, chat, exchange.cardMessageId, named))
    replaceCard(platform, copy, card)
  return undefined
}
