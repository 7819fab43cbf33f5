import type { ShownCard } from '../../phones.ts'
import type { EntryRecord } from '../records.ts'
import { questionsOf, type Card } from './card.ts'

/** A button as the viewer sees it: one that causes an event, or (with `url`) one that opens a page. */
export interface ViewedButton {
  key: string
  text: string
  url: string
  /** Whether it sits behind the three dots; its tap is a `template_card_menu_event`. */
  inMenu: boolean
}

/** The card's buttons, its submit button, and the items of its menu, in the order of the screen. */
export function viewedButtons(card: Card): ViewedButton[] {
  const submits = card.card_type === 'vote_interaction' || card.card_type === 'multiple_interaction'
  const buttons = card.card_type === 'button_interaction' ? card.button_list : []
  return [
    ...buttons.map((each) => ({
      key: each.type === 1 ? each.url : each.key,
      text: each.text,
      url: each.type === 1 ? each.url : '',
      inMenu: false,
    })),
    ...(submits && card.submit_button !== null
      ? [{ key: card.submit_button.key, text: card.submit_button.text || '提交', url: '', inMenu: false }]
      : []),
    ...(card.action_menu?.action_list ?? []).map((item) => ({ ...item, url: '', inMenu: true })),
  ]
}

/** The card of a line as its viewer sees it now; once replaced, no button but the menu's can be tapped. */
export function showCard(card: Card, line: Pick<EntryRecord, 'taskId' | 'replacedBy'>): ShownCard {
  return {
    cardType: card.card_type,
    taskId: line.taskId,
    title: card.main_title.title || card.sub_title_text,
    fields: [
      ...card.horizontal_content_list.map((row) => ({ name: row.keyname, value: row.value })),
      ...card.vertical_content_list.map((row) => ({ name: row.title, value: row.desc })),
    ],
    buttons: viewedButtons(card).map(({ key, text, inMenu }) => ({
      key,
      text,
      enabled: line.replacedBy === null || inMenu,
    })),
    questions: questionsOf(card).map((question) => {
      const selected = defaultOptions(question)[0]
      return {
        key: question.question_key,
        title: question.title,
        ...(selected === undefined ? {} : { selected }),
        options: question.option_list.map(({ id, text }) => ({ id, text })),
      }
    }),
    replacedBy: line.replacedBy,
  }
}

/** What is chosen when the viewer chooses nothing: ticked boxes, or a drop-down's named or first option. */
export function defaultOptions(question: ReturnType<typeof questionsOf>[number]): string[] {
  const ticked = question.option_list.filter((option) => option.is_checked).map((option) => option.id)
  if (ticked.length > 0 || question.multiple) return ticked
  const named = question.option_list.find((option) => option.id === question.selected_id)
  const first = question.option_list[0]
  return [named ?? first].flatMap((option) => option?.id ?? [])
}

/** Every word on the card, top to bottom, line by line. */
export function wordsOf(card: Card, replacedBy: string | null): string {
  const lines = [
    card.source?.desc,
    card.main_title.title,
    card.main_title.desc,
    card.emphasis_content?.title,
    card.emphasis_content?.desc,
    card.image_text_area?.title,
    card.image_text_area?.desc,
    card.quote_area?.title,
    card.quote_area?.quote_text,
    card.sub_title_text,
    ...card.horizontal_content_list.map((row) => `${row.keyname}：${row.value}`),
    ...card.vertical_content_list.flatMap((row) => [row.title, row.desc]),
    ...questionsOf(card).flatMap((question) => [
      question.title,
      ...question.option_list.map((option) => option.text),
    ]),
    ...card.jump_list.map((link) => link.title),
    replacedBy,
    ...viewedButtons(card)
      .filter((button) => replacedBy === null || button.inMenu)
      .map((button) => button.text),
  ]
  return lines.filter((line) => line !== undefined && line !== null && line !== '').join('\n')
}
