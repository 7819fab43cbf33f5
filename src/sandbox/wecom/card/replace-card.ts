import type { Platform } from '../platform.ts'
import type { EntryRecord } from '../records.ts'
import type { Card } from './card.ts'
import { wordsOf } from './show-card.ts'

/** Form A of an update: the buttons of one viewer's copy become a grey text and are dead for ever (wecom.md 4.5). */
export function greyButtons(platform: Platform, entry: EntryRecord, replaceName: string): void {
  if (entry.card === null) return
  // The menu dies with the buttons: after form A nothing on the card can be tapped any more.
  const card = { ...entry.card, action_menu: null }
  platform.threads.change({ ...entry, card, replacedBy: replaceName, text: wordsOf(card, replaceName) })
}

/** Form B: one viewer's copy becomes another card, whose buttons work unless it carries a `replace_text`. */
export function replaceCard(platform: Platform, entry: EntryRecord, card: Card): void {
  const replacedBy = card.replace_text === '' ? null : card.replace_text
  const taskId = card.task_id === '' ? entry.taskId : card.task_id
  platform.threads.change({ ...entry, card, taskId, replacedBy, text: wordsOf(card, replacedBy) })
}
