import { questionsOf, type Card } from '../card/card.ts'
import { defaultOptions, viewedButtons, type ViewedButton } from '../card/show-card.ts'
import type { PhoneRefusal, Tap } from '../../phones.ts'
import type { EntryRecord } from '../records.ts'

/** The questions of a card with what is chosen in each. */
export type Selected = { questionKey: string; optionIds: string[] }[]

/** A tap that the client lets through. */
export interface FoundTap {
  entry: EntryRecord
  card: Card
  button: ViewedButton
  /** `undefined` for menu items and cards without questions. */
  selected: Selected | undefined
}

/** Finds what is tapped among the lines of a conversation; the client itself refuses dead buttons and wrong choices. */
export function findTap(lines: readonly EntryRecord[], cardId: string, tap: Tap): FoundTap | PhoneRefusal {
  const entry = lines.findLast((line) => line.card !== null && (line.id === cardId || line.taskId === cardId))
  if (entry?.card == null) return { refused: '没有这张卡片' }
  const button = viewedButtons(entry.card).find((each) => each.key === tap.key)
  if (button === undefined) return { refused: '卡片上没有这个按钮' }
  if (entry.replacedBy !== null && !button.inMenu) return { refused: `按钮已失效：${entry.replacedBy}` }
  if (button.url !== '') return { refused: `这个按钮打开网页，不通知应用：${button.url}` }
  const selected = button.inMenu ? undefined : select(entry.card, tap.selected ?? {})
  if (selected !== undefined && 'refused' in selected) return selected
  return { entry, card: entry.card, button, selected }
}

/** The selection that the client sends along: what was chosen, else what stands there by default. */
function select(card: Card, chosen: Record<string, string[]>): Selected | undefined | PhoneRefusal {
  const questions = questionsOf(card)
  const known = new Map(questions.map((question) => [question.question_key, question]))
  for (const [key, ids] of Object.entries(chosen)) {
    const question = known.get(key)
    if (question === undefined) return { refused: '卡片上没有这个问题' }
    if (question.disable) return { refused: '这个选项已锁定' }
    if (!question.multiple && ids.length > 1) return { refused: '只能选择一项' }
    if (ids.some((id) => !question.option_list.some((option) => option.id === id)))
      return { refused: '没有这个选项' }
  }
  if (questions.length === 0) return undefined
  return questions.map((question) => ({
    questionKey: question.question_key,
    optionIds: chosen[question.question_key] ?? defaultOptions(question),
  }))
}
