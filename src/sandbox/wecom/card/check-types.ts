import { charactersOf } from '../message/characters.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Card, CardSelect } from './card.ts'
import { bytesOf, hasScheme, isKey } from './check-parts.ts'

/** Own parts of a news_notice: a picture in one of two forms, at most four rows. */
export function checkNews(card: Card): Refusal | undefined {
  const { card_image: image, image_text_area: area } = card
  if (image === null && area === null) return refuse(42044, 'card_image.url missing')
  if (image !== null && !hasScheme(image.url)) return refuse(42044, 'card_image.url invalid')
  if (image !== null && !(image.aspect_ratio >= 1.3 && image.aspect_ratio <= 2.25)) {
    return refuse(40058, 'card_image.aspect_ratio out of range')
  }
  if (area !== null && !hasScheme(area.image_url)) return refuse(42044, 'image_text_area.image_url invalid')
  if (card.vertical_content_list.length > 4) return refuse(42036, 'vertical_content_list too long')
  return card.vertical_content_list.some((row) => row.title === '')
    ? refuse(42033, 'vertical_content_list.title missing')
    : undefined
}

/** Own parts of a button_interaction: 1 to 6 buttons with unique keys, perhaps one question. */
export function checkButtons(card: Card): Refusal | undefined {
  const buttons = card.button_list
  if (buttons.length < 1 || buttons.length > 6) return refuse(40016, 'invalid button size')
  for (const button of buttons) {
    if (button.text === '') return refuse(42038, 'button_list.text missing')
    if (button.type === 1 && !hasScheme(button.url)) return refuse(42028, 'button_list.url invalid')
    if (button.type !== 1 && !isKey(button.key)) return refuse(42039, 'button_list.key invalid')
  }
  const keys = buttons.flatMap((button) => (button.type === 1 ? [] : [button.key]))
  if (new Set(keys).size < keys.length) return refuse(42039, 'button_list.key repeated')
  return card.button_selection === null ? undefined : checkSelect(card.button_selection)
}

/** Own parts of a vote_interaction: one list of up to 20 options and a submit button. */
export function checkVote(card: Card): Refusal | undefined {
  if (card.checkbox === null || !isKey(card.checkbox.question_key))
    return refuse(42043, 'question_key invalid')
  return checkOptions(card.checkbox.option_list, 20) ?? checkSubmit(card)
}

/** Own parts of a multiple_interaction: 1 to 3 drop-downs and a submit button. */
export function checkMultiple(card: Card): Refusal | undefined {
  const selects = card.select_list
  if (selects.length < 1 || selects.length > 3) return refuse(42047, 'select_list size must be 1 to 3')
  for (const select of selects) {
    const refusal = checkSelect(select)
    if (refusal !== undefined) return refusal
  }
  const keys = new Set(selects.map((select) => select.question_key))
  return keys.size < selects.length ? refuse(42043, 'question_key repeated') : checkSubmit(card)
}

function checkSelect(select: CardSelect): Refusal | undefined {
  if (!isKey(select.question_key)) return refuse(42043, 'question_key invalid')
  return checkOptions(select.option_list, 10)
}

function checkOptions(options: CardSelect['option_list'], most: number): Refusal | undefined {
  if (options.length < 1 || options.length > most)
    return refuse(42037, `option_list size must be 1 to ${most}`)
  if (options.some((option) => option.id === '' || bytesOf(option.id) > 128)) {
    return refuse(42040, 'option_list.id invalid')
  }
  if (new Set(options.map((option) => option.id)).size < options.length) {
    return refuse(42040, 'option_list.id repeated')
  }
  return options.some((option) => option.text === '') ? refuse(42041, 'option_list.text missing') : undefined
}

function checkSubmit(card: Card): Refusal | undefined {
  if (card.submit_button === null || !isKey(card.submit_button.key))
    return refuse(42046, 'submit_button.key invalid')
  // The text may be left out (提交 is shown then), but ten characters are where reports of refusals begin.
  return charactersOf(card.submit_button.text).length > 10
    ? refuse(42049, 'submit_button.text invalid')
    : undefined
}
