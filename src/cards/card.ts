import { cutToChars } from '../texts/cut.ts'
import type { ButtonKey } from './button-keys.ts'

/** A card with buttons before it has a task id (`wecom.md` 4.4, button_interaction). */
export interface ButtonCard {
  card_type: 'button_interaction'
  source: { desc: string; desc_color: 0 | 1 | 2 | 3 }
  main_title: { title: string; desc: string }
  sub_title_text?: string
  horizontal_content_list: { keyname: string; value: string }[]
  button_selection?: {
    question_key: string
    title: string
    selected_id: string
    option_list: { id: string; text: string }[]
  }
  /** Behind the three dots: what is seldom wanted. */
  action_menu?: { desc: string; action_list: { text: string; key: ButtonKey }[] }
  button_list: { text: string; style: 1 | 2 | 3 | 4; key: ButtonKey }[]
}

/** What a card shows, before the platform's limits are laid on it. */
export interface CardContent {
  source: string
  red?: boolean
  title: string
  desc: string
  body?: string
  rows: (readonly [name: string, value: string | null])[]
  selection?: ButtonCard['button_selection'] | undefined
  menu?: readonly (readonly [text: string, key: ButtonKey])[]
  buttons: readonly (readonly [text: string, style: 1 | 2 | 3 | 4, key: ButtonKey])[]
}

/** The platform's limits for app cards (`wecom.md` 4.4): list lengths are hard, text lengths are where the client cuts. */
const LIMIT = {
  source: 20,
  title: 36,
  desc: 44,
  body: 160,
  rows: 6,
  keyname: 5,
  value: 30,
  buttons: 6,
  menu: 3,
}

/** Lays the limits on a card's content; rows without a value are left out. */
export function buildCard(content: CardContent): ButtonCard {
  const rows = content.rows
    .map(([name, value]) => ({
      keyname: cutToChars(name, LIMIT.keyname),
      value: cutToChars(value ?? '', LIMIT.value),
    }))
    .filter(({ value }) => value !== '')
  return {
    card_type: 'button_interaction',
    source: { desc: cutToChars(content.source, LIMIT.source), desc_color: content.red === true ? 2 : 0 },
    main_title: { title: cutToChars(content.title, LIMIT.title), desc: cutToChars(content.desc, LIMIT.desc) },
    ...(content.body === undefined || content.body === ''
      ? {}
      : { sub_title_text: cutToChars(content.body, LIMIT.body) }),
    horizontal_content_list: rows.slice(0, LIMIT.rows),
    ...(content.selection === undefined ? {} : { button_selection: content.selection }),
    ...(content.menu === undefined || content.menu.length === 0
      ? {}
      : {
          action_menu: {
            desc: '更多操作',
            action_list: content.menu.slice(0, LIMIT.menu).map(([text, key]) => ({ text, key })),
          },
        }),
    button_list: content.buttons.slice(0, LIMIT.buttons).map(([text, style, key]) => ({ text, style, key })),
  }
}

/** The card with a note at the head of its body, before anything that may be cut. */
export function withNote(card: ButtonCard, note: string): ButtonCard {
  return { ...card, sub_title_text: cutToChars(note + (card.sub_title_text ?? ''), LIMIT.body) }
}
