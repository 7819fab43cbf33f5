import { parseCard } from '../card/card.ts'
import { checkCard } from '../card/check-card.ts'
import { bytesOf } from '../card/check-parts.ts'
import { longTexts } from '../card/long-texts.ts'
import { wordsOf } from '../card/show-card.ts'
import type { Content } from '../message/content.ts'
import type { Platform } from '../platform.ts'
import type { Card } from '../card/card.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Bot } from '../world.ts'

const QUESTION_BYTES = 200

/** A bot's card after the checks of its form (wecom.md 6.3): what apps may, less two row types, plus questions. */
export function readBotCard(platform: Platform, api: string, input: unknown): Card | Refusal {
  const parsed = parseCard(input)
  const card = platform.switches.botReplaceText ? parsed : { ...parsed, replace_text: '' }
  const wrong = checkCard(card) ?? checkForBot(card)
  if (wrong !== undefined) return wrong
  for (const detail of longTexts(card, 'bot')) platform.report({ kind: 'cut', api, errcode: 0, detail })
  return card
}

/** A card that is new in a chat: its task id must never have been used by this bot (42014). */
export function readNewBotCard(
  platform: Platform,
  bot: Bot,
  api: string,
  input: unknown,
): (Content & { msgType: string; card: Card }) | Refusal {
  const card = readBotCard(platform, api, input)
  if ('errcode' in card) return card
  if (platform.records.taskIds.get(`bot:${bot.botId}|${card.task_id}`) !== undefined)
    return refuse(42014, 'taskid has existed or empty or exceed max len')
  return { msgType: 'template_card', text: wordsOf(card, null), card }
}

function checkForBot(card: Card): Refusal | undefined {
  if (card.button_list.some((button) => button.type === 1)) return refuse(42039, 'button_list.type invalid')
  if (card.horizontal_content_list.some((row) => row.type === 2))
    return refuse(42029, 'horizontal_content_list.type invalid')
  if (card.action_menu?.desc === '') return refuse(40058, 'action_menu.desc missing')
  const asks = card.jump_list.filter((link) => link.type === 3)
  return asks.some(({ question }) => question === '' || bytesOf(question) > QUESTION_BYTES)
    ? refuse(40058, 'jump_list.question empty or too long')
    : undefined
}
