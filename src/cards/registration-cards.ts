import { CATEGORIES } from '../understanding/index.ts'
import { cutToChars } from '../texts/cut.ts'
import { type FormView, GROUP_TITLES } from '../texts/form-texts.ts'
import { CATEGORY_QUESTION, GROUP_QUESTION } from './button-keys.ts'
import { buildCard, type ButtonCard } from './card.ts'

const OPTIONS = 10
const OPTION_CHARS = 16
/** The option that leaves the sort to the words. */
const BY_WORDS = { id: 'by_words', text: '按描述自动判断' }

/** The cards of a form by kind of message; each only while the form is open. */
export const FORM_CARDS: Readonly<Record<string, (view: FormView) => ButtonCard | undefined>> = {
  form: (view) =>
    buildStep(view, '新登记', '请选择分类，再点来访方式', {
      key: GROUP_QUESTION,
      title: '分类',
      options: Object.entries(GROUP_TITLES).map(([id, text]) => ({ id, text })),
      buttons: [
        ['上门', 1, 'card:form-walk-in'],
        ['来电', 2, 'card:form-phone'],
        ['取消', 4, 'card:form-cancel'],
      ],
    }),
  form_category: (view) =>
    buildStep(view, GROUP_TITLES[view.form.group ?? ''] ?? '新登记', '请选择细分类', {
      key: CATEGORY_QUESTION,
      title: '细分类',
      options: [...CATEGORIES]
        .filter(([, { group }]) => group === view.form.group)
        .map(([id, { title }]) => ({ id, text: title })),
      buttons: [
        ['下一步', 1, 'card:form-next'],
        ['取消', 4, 'card:form-cancel'],
      ],
    }),
}

function buildStep(
  { form, communityName }: FormView,
  title: string,
  desc: string,
  step: {
    key: string
    title: string
    options: { id: string; text: string }[]
    buttons: Parameters<typeof buildCard>[0]['buttons']
  },
): ButtonCard | undefined {
  if (form.status !== 'open') return undefined
  return buildCard({
    source: `${communityName} · 登记单`,
    title,
    desc,
    rows: [],
    selection: {
      question_key: step.key,
      title: step.title,
      selected_id: BY_WORDS.id,
      option_list: [
        BY_WORDS,
        ...step.options
          .slice(0, OPTIONS - 1)
          .map(({ id, text }) => ({ id, text: cutToChars(text, OPTION_CHARS) })),
      ],
    },
    buttons: step.buttons,
  })
}
