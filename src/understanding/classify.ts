import type { Category } from './categories/keys.ts'
import { findCombination } from './danger-combinations.ts'
import { happensNow, isDanger, isOver, isTold } from './danger.ts'
import { isMockery, rankChoices } from './kind.ts'
import type { Kind } from './kinds.ts'
import { findNonTicket } from './non-ticket.ts'
import { pointsOf, readWords } from './reading.ts'
import type { Reading } from './reading.ts'
import { applyTieBreaks } from './tie-breaks.ts'
import { isUrgent } from './urgency.ts'

/** Kind, category and urgency of a text with the words they rest on. */
export interface Decision {
  kind: Kind
  category: Category
  urgent: boolean
  evidence: { field: string; words: string[] }[]
  confidence: { kind: number; category: number }
}

/** Points a danger needs to be believed; low, because a missed danger costs more than a false alarm. */
const DANGER_NEEDED = 5
/** Points below which a text has no matter that could be named. */
const TOPIC_NEEDED = 2.5

/** Weighs the words of a normalised text whose room, phone and name have been blanked out. */
export function classify(text: string): Decision {
  const reading = readWords(text, (hit) => happensNow(text, hit))
  applyTieBreaks(reading)
  const praised = isPraise(reading)
  const danger = praised ? undefined : findDanger(reading)
  if (danger !== undefined) return decide(reading, 'emergency', danger, 1)
  const combined = praised || isTold(text) ? undefined : findCombination(text)
  if (combined !== undefined) {
    const decision = decide(reading, 'emergency', combined.category, 0.7)
    return { ...decision, evidence: [{ field: 'category', words: combined.words }, ...decision.evidence] }
  }
  const topic = Math.max(0, ...[...reading.categories.values()].map(({ points }) => points))
  const none = findNonTicket(text, topic)
  if (none !== undefined && !(praised && none.category !== 'ad_spam' && none.category !== 'thanks_ack')) {
    return other(none.category, [none.words], 0.9)
  }
  if (praised) return decide(reading, 'praise', 'praise_service', 0.9)
  const [best, ...rest] = rankChoices(reading).filter(({ category }) => !isDanger(category))
  if (best === undefined || topic < TOPIC_NEEDED) return other('unclear', [], 0.3)
  if (isOver(text) && best.kind !== 'complaint' && topic < 4) return other('cancel_close', [], 0.5)
  const certainty = (wanted: (choice: { kind: Kind; category: Category }) => boolean): number => {
    const rival = rest.find((choice) => !wanted(choice))
    return rival === undefined ? 1 : Math.min(1, 0.5 + (best.points - rival.points) / 10)
  }
  return {
    ...decide(reading, best.kind, best.category, 1),
    confidence: {
      kind: certainty(({ kind }) => kind === best.kind),
      category: certainty(({ category }) => category === best.category),
    },
  }
}

function findDanger({ categories }: Reading): Category | undefined {
  return [...categories]
    .filter(([category, { points }]) => isDanger(category) && points >= DANGER_NEEDED)
    .sort(([, a], [, b]) => b.points - a.points || a.at - b.at)[0]?.[0]
}

/** Somebody's deed is praised; dangers and complaints named on the way do not count (domain-facts 2.3 rule 11). */
function isPraise({ categories, signals }: Reading): boolean {
  const praise = pointsOf(categories, 'praise_service')
  const deed = pointsOf(signals, 'deed')
  const blame = pointsOf(signals, 'blame')
  if (isMockery(signals)) return false
  return (
    (praise >= 7.5 && blame < 8) || (praise >= 5 && deed >= 8 && blame < 6 && pointsOf(signals, 'fix') < 5)
  )
}

function decide(reading: Reading, kind: Kind, category: Category, certainty: number): Decision {
  const { urgent, rule, words } = isUrgent(reading.text, kind, category)
  return {
    kind,
    category,
    urgent,
    evidence: [
      { field: 'category', words: reading.categories.get(category)?.words ?? [] },
      ...[...reading.signals].map(([signal, tally]) => ({ field: `signal:${signal}`, words: tally.words })),
      ...(urgent ? [{ field: `urgent:${rule ?? ''}`, words }] : []),
    ],
    confidence: { kind: certainty, category: certainty },
  }
}

function other(category: Category, words: string[], certainty: number): Decision {
  return {
    kind: 'other',
    category,
    urgent: false,
    evidence: [{ field: 'category', words }],
    confidence: { kind: certainty, category: certainty },
  }
}
