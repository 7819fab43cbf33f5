/**
 * The five interactive cards of an app message as they go over the wire (wecom.md 4.4, column "app").
 * Lengths in the comments are what the client shows before it cuts; list lengths are refused by the platform.
 */
export type TemplateCard =
  TextNoticeCard | NewsNoticeCard | ButtonInteractionCard | VoteInteractionCard | MultipleInteractionCard

/** Parts every card may have. */
interface CardParts {
  /** Unique within the app for ever, `[0-9A-Za-z_\-@]`, at most 128 bytes; a re-used one is refused with 42014. */
  task_id?: string
  source?: { icon_url?: string; desc?: string; desc_color?: 0 | 1 | 2 | 3 }
  quote_area?: {
    type?: 0 | 1 | 2
    url?: string
    appid?: string
    pagepath?: string
    title?: string
    quote_text?: string
  }
  /** At most 6 rows. */
  horizontal_content_list?: CardRow[]
  /** At most 3 links. */
  jump_list?: CardJump[]
  card_action?: CardAction
}

/** Title of at most 36 characters, description of at most 44. */
export interface CardTitle {
  title?: string
  desc?: string
}

/** One row: `keyname` at most 5 characters, `value` at most 30; type 1 opens `url`, 2 a file, 3 the member's profile. */
export interface CardRow {
  type?: 0 | 1 | 2 | 3
  keyname: string
  value?: string
  url?: string
  media_id?: string
  userid?: string
}

/** A link under the card; `title` at most 18 characters. */
export interface CardJump {
  type?: 0 | 1 | 2
  title: string
  url?: string
  appid?: string
  pagepath?: string
}

/** What a tap on the card's body opens: 1 an address, 2 a mini program, 0 nothing (button cards only). */
export interface CardAction {
  type: 0 | 1 | 2
  url?: string
  appid?: string
  pagepath?: string
}

/** The three dots at the top right, 1 to 3 items; makes `task_id` required. */
export interface CardActionMenu {
  desc?: string
  action_list: { text: string; key: string }[]
}

/** A choice: `id` at most 128 bytes and unique in its list, `text` at most 16 characters (17 in votes). */
export interface CardOption {
  id: string
  text: string
}

/** A drop-down of 1 to 10 options; a missing `selected_id` shows the first. */
export interface CardSelect {
  question_key: string
  title?: string
  selected_id?: string
  disable?: boolean
  option_list: CardOption[]
}

/** 文本通知: words only. `card_action` is required with type 1 or 2. */
export interface TextNoticeCard extends CardParts {
  card_type: 'text_notice'
  main_title?: CardTitle
  emphasis_content?: { title?: string; desc?: string }
  sub_title_text?: string
  action_menu?: CardActionMenu
  card_action: CardAction
}

/** 图文展示: with a picture. `card_action` is required with type 1 or 2. */
export interface NewsNoticeCard extends CardParts {
  card_type: 'news_notice'
  main_title: CardTitle
  card_image?: { url: string; aspect_ratio?: number }
  image_text_area?: {
    type?: 0 | 1 | 2
    url?: string
    appid?: string
    pagepath?: string
    title?: string
    desc?: string
    image_url: string
  }
  vertical_content_list?: { title: string; desc?: string }[]
  action_menu?: CardActionMenu
  card_action: CardAction
}

/** One of 1 to 6 buttons: `text` at most 10 characters; type 0 answers with `key` (≤ 1024 bytes), type 1 opens `url`. */
export interface CardButton {
  type?: 0 | 1
  text: string
  /** 1 emphasised, 2 second emphasis, 3 neutral, 4 negative. */
  style?: 1 | 2 | 3 | 4
  key?: string
  url?: string
}

/** 按钮交互: buttons whose taps come back as events. */
export interface ButtonInteractionCard extends CardParts {
  card_type: 'button_interaction'
  task_id: string
  main_title: CardTitle
  sub_title_text?: string
  action_menu?: CardActionMenu
  button_selection?: CardSelect
  button_list: CardButton[]
  /** Only when a card is updated: one grey text in place of the buttons. */
  replace_text?: string
}

/** 投票选择: one list to tick (1 to 20 options) and one button. */
export interface VoteInteractionCard extends CardParts {
  card_type: 'vote_interaction'
  task_id: string
  main_title: CardTitle
  checkbox: {
    question_key: string
    /** 0 one answer, 1 several. */
    mode?: 0 | 1
    disable?: boolean
    option_list: (CardOption & { is_checked: boolean })[]
  }
  submit_button: { text?: string; key: string }
  replace_text?: string
}

/** 多项选择: 1 to 3 drop-downs and one button. */
export interface MultipleInteractionCard extends CardParts {
  card_type: 'multiple_interaction'
  task_id: string
  main_title: CardTitle
  select_list: CardSelect[]
  submit_button: { text?: string; key: string }
  replace_text?: string
}

/**
 * The longest beginning of `text` that fits into `maxBytes` of UTF-8, with `ending` (for example `…`) added and counted
 * when something had to go. A code point is never split; half surrogates are dropped, the platform refuses them (40033).
 */
export function cutToBytes(text: string, maxBytes: number, ending = ''): string {
  const whole = text.replace(/\p{Surrogate}/gu, '')
  if (Buffer.byteLength(whole) <= maxBytes) return whole
  let room = maxBytes - Buffer.byteLength(ending)
  // An ending that does not fit itself is left out rather than breaking the limit.
  const tail = room > 0 ? ending : ''
  if (tail === '') room = maxBytes
  let kept = ''
  for (const point of whole) {
    room -= Buffer.byteLength(point)
    if (room < 0) break
    kept += point
  }
  return kept + tail
}
