import { z } from 'zod'

// Fields are read leniently (wrong type = absent), so that the checks can answer with the platform's own errcodes.
const text = z.string().catch('')
const choice = z.number().int().catch(0)
const ratio = z.number().catch(1.3)

const Link = { type: choice, url: text, appid: text, pagepath: text }

const Option = z.object({ id: text, text: text, is_checked: z.boolean().catch(false) })

const Select = z.object({
  question_key: text,
  title: text,
  selected_id: text,
  option_list: z.array(Option).catch([]),
  disable: z.boolean().catch(false),
})

/** A `template_card` as message/send and update_template_card take it (wecom.md 4.4); absent parts are `null` or empty. */
export const CardSchema = z.object({
  card_type: text,
  task_id: text,
  source: z.object({ icon_url: text, desc: text, desc_color: choice }).nullable().catch(null),
  action_menu: z
    .object({ desc: text, action_list: z.array(z.object({ text, key: text })).catch([]) })
    .nullable()
    .catch(null),
  main_title: z.object({ title: text, desc: text }).catch({ title: '', desc: '' }),
  quote_area: z
    .object({ ...Link, title: text, quote_text: text })
    .nullable()
    .catch(null),
  sub_title_text: text,
  horizontal_content_list: z
    .array(z.object({ type: choice, keyname: text, value: text, url: text, media_id: text, userid: text }))
    .catch([]),
  /** `question` is asked for the viewer by a tap on type 3, which only AI bots have. */
  jump_list: z.array(z.object({ ...Link, title: text, question: text })).catch([]),
  card_action: z.object(Link).nullable().catch(null),
  emphasis_content: z.object({ title: text, desc: text }).nullable().catch(null),
  card_image: z.object({ url: text, aspect_ratio: ratio }).nullable().catch(null),
  image_text_area: z
    .object({ ...Link, title: text, desc: text, image_url: text })
    .nullable()
    .catch(null),
  vertical_content_list: z.array(z.object({ title: text, desc: text })).catch([]),
  button_list: z.array(z.object({ type: choice, text, style: choice, key: text, url: text })).catch([]),
  button_selection: Select.nullable().catch(null),
  checkbox: z
    .object({
      question_key: text,
      mode: choice,
      option_list: z.array(Option).catch([]),
      disable: z.boolean().catch(false),
    })
    .nullable()
    .catch(null),
  select_list: z.array(Select).catch([]),
  submit_button: z.object({ text: text, key: text }).nullable().catch(null),
  /** Form B of an update: the grey text that takes the buttons' place. */
  replace_text: text,
})

/** See {@link CardSchema}. */
export type Card = z.infer<typeof CardSchema>

/** One of a card's drop-down questions. */
export type CardSelect = z.infer<typeof Select>

/** The three card types whose buttons reach the app. */
const INTERACTIVE = ['button_interaction', 'vote_interaction', 'multiple_interaction']

/** The five card types (wecom.md 4.4). */
export const CARD_TYPES = ['text_notice', 'news_notice', ...INTERACTIVE]

/** Reads a card; anything that is no object gives an empty card, which then fails the check of its type. */
export function parseCard(input: unknown): Card {
  return CardSchema.catch(CardSchema.parse({})).parse(input)
}

/** Whether the card has buttons or a submit button that cause events. */
export function isInteractive(card: Card): boolean {
  return INTERACTIVE.includes(card.card_type)
}

/** Whether the card gets a response_code: interactive ones, and notices with an action menu (wecom.md 4.1). */
export function isUpdatable(card: Card): boolean {
  return isInteractive(card) || card.action_menu !== null
}

/** Everything a viewer of the card can choose from. */
export function questionsOf(card: Card): (CardSelect & { multiple: boolean })[] {
  const { checkbox } = card
  const vote =
    checkbox === null ? [] : [{ ...checkbox, title: '', selected_id: '', multiple: checkbox.mode === 1 }]
  const selects = card.card_type === 'multiple_interaction' ? card.select_list : []
  const beside = card.button_selection === null ? [] : [card.button_selection]
  return [...vote, ...[...beside, ...selects].map((select) => ({ ...select, multiple: false }))]
}
