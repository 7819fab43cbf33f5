import { CATEGORIES, CATEGORY_ENTRIES } from './categories/index.ts'
import type { Category } from './categories/keys.ts'
import type { Kind } from './kinds.ts'
import { createLexicon } from './lexicon.ts'

/** Kind, category and urgency of a text with the words they rest on. */
export interface Decision {
  kind: Kind
  category: Category
  urgent: boolean
  evidence: { field: string; words: string[] }[]
  confidence: { kind: number; category: number }
}

const LEXICON = createLexicon(CATEGORY_ENTRIES.map(({ key, cues }) => [key, cues] as const))

/** Weighs the words of a normalised text whose room, phone and name have been blanked out. */
export function classify(text: string): Decision {
  const scores = new Map<Category, number>()
  const words = new Map<Category, string[]>()
  for (const hit of LEXICON.find(text)) {
    scores.set(hit.owner, (scores.get(hit.owner) ?? 0) + hit.weight)
    words.set(hit.owner, [...(words.get(hit.owner) ?? []), hit.words])
  }
  const [best = 'unclear', score = 0] = [...scores].sort((a, b) => b[1] - a[1])[0] ?? []
  const kind = CATEGORIES.get(best)?.defaultKind ?? 'other'
  const total = [...scores.values()].reduce((sum, value) => sum + value, 0)
  const certainty = total === 0 ? 0 : score / total
  return {
    kind,
    category: best,
    urgent: kind === 'emergency',
    evidence: [{ field: 'category', words: words.get(best) ?? [] }],
    confidence: { kind: certainty, category: certainty },
  }
}
