import { CATEGORY_ENTRIES, CATEGORY_GROUPS } from './categories/index.ts'
import type { Fits } from './categories/category.ts'
import type { Category } from './categories/keys.ts'
import { KINDS } from './kinds.ts'
import type { Kind } from './kinds.ts'
import { isDanger } from './danger.ts'
import type { Opinion } from './learned/model.ts'
import { pointsOf } from './reading.ts'
import type { Reading, Tally } from './reading.ts'
import type { Signal } from './signals.ts'

const FITS: ReadonlyMap<Category, Fits> = new Map(
  CATEGORY_GROUPS.flatMap(({ fits, categories }) =>
    categories.map((entry) => [entry.key, entry.fits ?? fits]),
  ),
)

/** A choice of category and kind with its points. */
export interface Choice {
  category: Category
  kind: Kind
  points: number
}

/** How much the signals may add to a kind at most, and how much each of their points counts. */
const WEIGHTS = {
  complaint: { share: 0.85, most: 14 },
  repair: { share: 0.5, most: 3 },
  consult: { share: 0.9, most: 7 },
  suggestion: { share: 1, most: 9 },
  help: { share: 0.6, most: 4 },
  special_service: { share: 0.7, most: 6 },
} as const
const MOCKERY = 7
/** A question in which nothing is broken and nobody is blamed asks for an answer only. */
const PLAIN_QUESTION = 2
/** How much the lexicon, the signals of kind and the learned weights count in the joint choice. */
export const BLEND = { topic: 0.35, mostTopic: 16, wish: 0.4, learnedCategory: 1, learnedKind: 1, floor: -7 }

/** What the signals say for each kind, before any category is looked at (domain-facts 2.1, 2.3 rules 8, 10, 22). */
export function weighKinds({ signals }: Reading): Map<Kind, number> {
  const of = (signal: Signal): number => pointsOf(signals, signal)
  const denied = of('deny') > 0
  const share = (kind: keyof typeof WEIGHTS, points: number): number =>
    Math.max(-WEIGHTS[kind].most, Math.min(points * WEIGHTS[kind].share, WEIGHTS[kind].most))
  const mockery = isMockery(signals) ? MOCKERY : 0
  const asked = of('rhetoric') > 0 && of('blame') > 0 ? of('ask') * 0.25 : of('ask')
  const suggested = of('blame') >= 12 ? of('suggest') * 0.4 : of('suggest')
  const isPlainQuestion = asked >= 3 && of('fix') === 0 && of('blame') < 3
  return new Map<Kind, number>([
    ['complaint', denied ? -6 : share('complaint', of('blame')) + mockery],
    ['repair', share('repair', of('fix'))],
    ['consult', share('consult', asked) + (denied ? 1 : 0) + (isPlainQuestion ? PLAIN_QUESTION : 0)],
    ['suggestion', share('suggestion', suggested)],
    ['help', share('help', of('aid'))],
    ['special_service', share('special_service', of('order'))],
  ])
}

/** Praise words beside a wrong that stands, and nobody's deed is named: irony (domain-facts 2.8). */
export function isMockery(signals: ReadonlyMap<Signal, Tally>): boolean {
  return pointsOf(signals, 'ironic') >= 5 && pointsOf(signals, 'open') >= 5 && pointsOf(signals, 'deed') < 8
}

/** All pairs of category and kind that may occur, the likeliest first. */
export function rankChoices(reading: Reading, opinion: Opinion): Choice[] {
  const kinds = weighKinds(reading)
  const choices: Choice[] = []
  for (const { key: category } of CATEGORY_ENTRIES) {
    if (isDanger(category)) continue
    const topic = pointsOf(reading.categories, category)
    const learned = opinion.categories.get(category) ?? 0
    for (const kind of KINDS) {
      const fit = FITS.get(category)?.[kind]
      if (fit === undefined) continue
      const points =
        Math.max(-BLEND.mostTopic, Math.min(topic, BLEND.mostTopic)) * BLEND.topic +
        (fit + (kinds.get(kind) ?? 0)) * BLEND.wish +
        Math.max(learned, BLEND.floor) * BLEND.learnedCategory +
        Math.max(opinion.kinds.get(kind) ?? 0, BLEND.floor) * BLEND.learnedKind
      choices.push({ category, kind, points })
    }
  }
  return choices.sort((a, b) => b.points - a.points)
}
