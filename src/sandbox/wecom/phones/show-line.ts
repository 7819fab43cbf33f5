import { showCard } from '../card/show-card.ts'
import type { ShownMessage } from '../../phones.ts'
import type { EntryRecord } from '../records.ts'

/** A stored line as a phone shows it. */
export function showLine(entry: EntryRecord): ShownMessage {
  const { id, from, msgType, text, card, menu } = entry
  return {
    id,
    at: new Date(entry.at).toISOString(),
    from: from === 'self' || from === 'desk' ? from : { name: from },
    msgType,
    text,
    ...(card === null ? {} : { card: showCard(card, entry) }),
    ...(menu.length === 0 ? {} : { menu }),
  }
}
