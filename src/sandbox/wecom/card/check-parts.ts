import { refuse, type Refusal } from '../server/refusal.ts'
import { isInteractive, type Card } from './card.ts'

const MAX_KEY_BYTES = 1024

/** Number of bytes of the text in UTF-8, the platform's measure for ids and keys. */
export const bytesOf = (text: string): number => Buffer.byteLength(text, 'utf8')

/** Whether a key can be used: present and not above 1024 B. */
export const isKey = (key: string): boolean => key !== '' && bytesOf(key) <= MAX_KEY_BYTES

/** Whether an address carries a scheme; the platform opens no other. */
export const hasScheme = (url: string): boolean => /^[a-z][a-z0-9+.-]*:\/\/./i.test(url)

/** The title or its stand-in must be there (42033). */
export function checkTitle(card: Card): Refusal | undefined {
  const standIn = card.card_type === 'text_notice' ? card.sub_title_text : ''
  return card.main_title.title === '' && standIn === ''
    ? refuse(42033, 'main_title.title missing')
    : undefined
}

/** Form of the task id and where one is required (42014); whether it was used before is asked later. */
export function checkTaskId(card: Card): Refusal | undefined {
  const required = isInteractive(card) || card.action_menu !== null
  const valid = card.task_id === '' ? !required : /^[0-9A-Za-z_\-@]{1,128}$/.test(card.task_id)
  return valid ? undefined : refuse(42014, 'taskid has existed or empty or exceed max len')
}

/** The three-dots menu: 1 to 3 items with unique keys, not on vote and multiple cards. */
export function checkActionMenu(card: Card): Refusal | undefined {
  const items = card.action_menu?.action_list
  if (items === undefined) return undefined
  if (card.card_type === 'vote_interaction' || card.card_type === 'multiple_interaction') {
    return refuse(40058, 'action_menu not allowed for this card_type')
  }
  if (items.length < 1 || items.length > 3) return refuse(40058, 'action_list size must be 1 to 3')
  if (items.some((item) => item.text === '')) return refuse(40058, 'action_list.text missing')
  const keys = items.map((item) => item.key)
  if (!keys.every(isKey) || new Set(keys).size < keys.length) return refuse(42051, 'action_menu key conflict')
  return undefined
}

/** At most six rows; each with a key name and whatever its type needs. */
export function checkHorizontalList(card: Card): Refusal | undefined {
  if (card.horizontal_content_list.length > 6) return refuse(42035, 'horizontal_content_list too long')
  for (const row of card.horizontal_content_list) {
    if (row.keyname === '') return refuse(42027, 'horizontal_content_list.keyname missing')
    if (row.type === 1 && !hasScheme(row.url)) return refuse(42028, 'horizontal_content_list.url invalid')
    if (row.type === 2 && row.media_id === '')
      return refuse(42029, 'horizontal_content_list.media_id missing')
    if (row.type === 3 && row.userid === '') return refuse(42050, 'horizontal_content_list.userid missing')
  }
  return undefined
}

/** At most three links, each with a title and a working address. */
export function checkJumpList(card: Card): Refusal | undefined {
  if (card.jump_list.length > 3) return refuse(42042, 'jump_list too long')
  for (const link of card.jump_list) {
    if (link.title === '') return refuse(42033, 'jump_list.title missing')
    if (link.type === 1 && !hasScheme(link.url)) return refuse(42028, 'jump_list.url invalid')
    if (link.type === 2 && link.appid === '') return refuse(42030, 'jump_list.appid missing')
  }
  return undefined
}

/** The tap on the card as a whole; notices must have one. */
export function checkCardAction(card: Card): Refusal | undefined {
  const action = card.card_action
  const required = card.card_type === 'text_notice' || card.card_type === 'news_notice'
  if (action === null || action.type === 0) return required ? refuse(42045, 'card_action missing') : undefined
  if (action.type === 1 && !hasScheme(action.url)) return refuse(42045, 'card_action.url invalid')
  if (action.type === 2 && action.appid === '') return refuse(42045, 'card_action.appid missing')
  return action.type > 2 || action.type < 0 ? refuse(42045, 'card_action.type invalid') : undefined
}

/** Quoted area: its link, when it has one, must work. */
export function checkQuoteArea(card: Card): Refusal | undefined {
  const quote = card.quote_area
  if (quote?.type === 1 && !hasScheme(quote.url)) return refuse(42028, 'quote_area.url invalid')
  if (quote?.type === 2 && quote.appid === '') return refuse(42030, 'quote_area.appid missing')
  return undefined
}
