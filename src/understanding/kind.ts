import { CATEGORY_ENTRIES, CATEGORY_GROUPS } from './categories/index.ts'
import type { Fits } from './categories/category.ts'
import type { Category } from './categories/keys.ts'
import { KINDS } from './kinds.ts'
import type { Kind } from './kinds.ts'
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
/** Share of the category's own points in the joint choice, and their ceiling. */
const TOPIC = { share: 0.8, most: 16 }

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
export function rankChoices(reading: Reading): Choice[] {
  const kinds = weighKinds(reading)
  const choices: Choice[] = []
  for (const { key: category } of CATEGORY_ENTRIES) {
    const topic = pointsOf(reading.categories, category)
    if (topic <= 0) continue
    for (const [kind, fit] of Object.entries(FITS.get(category) ?? {})) {
      const known = KINDS.find((one) => one === kind)
      if (known === undefined) continue
      const points = Math.min(topic * TOPIC.share, TOPIC.most) + fit + (kinds.get(known) ?? 0)
      choices.push({ category, kind: known, points })
    }
  }
  return choices.sort((a, b) => b.points - a.points || KINDS.indexOf(a.kind) - KINDS.indexOf(b.kind))
}
