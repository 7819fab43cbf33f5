import type { Category } from './categories/keys.ts'
import { findCombination } from './danger-combinations.ts'
import { DANGERS, happensNow, isDanger, isLeakFromAbove, isSilentAlone, isTold } from './danger.ts'
import { isMockery, rankChoices } from './kind.ts'
import type { Choice } from './kind.ts'
import type { Kind } from './kinds.ts'
import { learnedOpinion } from './learned/model.ts'
import type { Opinion } from './learned/model.ts'
import { findEmptyMessage, isTakenBack, weighNonTickets } from './non-ticket.ts'
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

/** Least points of advertising, trade and the like that are told on. */
const NAMED = 3
/** Points at which the lexicon's word for a danger stands, whatever the learned weights say. */
const SURE_DANGER = 8.5
/** Least points of a danger that is believed at all. */
const DANGER_NEEDED = 4.5
/** Learned shares below which a sure and a doubtful danger are dropped, and above which one is raised without a word. */
const UNBELIEVED = Math.log(0.04)
const DOUBTED = Math.log(0.15)
const FEARED = Math.log(0.5)
/** Learned share a category of danger needs when no word names it. */
const NAMED_DANGER = Math.log(0.1)
/** Points of advertising words that outweigh praise. */
const AD_NEEDED = 6
/** Points at which advertising words leave no doubt, unless somebody is blamed as strongly. */
const SURE_AD = 10
const BLAMED = 5
const PRAISED = Math.log(0.5)

/** What the lexicon finds in a normalised text: dangers only when they go on, rules of domain-facts 2.3 applied. */
function readMatter(text: string): Reading {
  const reading = readWords(text, (hit) => happensNow(text, hit))
  const nonTickets = [...weighNonTickets(text)].filter(([, points]) => points >= NAMED)
  for (const [category, points] of nonTickets) reading.categories.set(category, { points, words: [], at: 0 })
  applyTieBreaks(reading)
  return reading
}

/** Weighs the words of a normalised text whose room, phone and name have been blanked out. */
export function classify(text: string): Decision {
  const reading = readMatter(text)
  const opinion = learnedOpinion(text)
  const empty = findEmptyMessage(text)
  if (empty !== undefined) return decide(reading, 'other', empty.category, 0.9, [empty.words])
  const praised = isPraise(reading, opinion)
  const danger = praised ? undefined : findDanger(reading, opinion)
  if (danger !== undefined) return decide(reading, 'emergency', danger.category, 0.9, danger.words)
  if (praised && pointsOf(reading.categories, 'ad_spam') < AD_NEEDED)
    return decide(reading, 'praise', 'praise_service', 0.9)
  if (pointsOf(reading.categories, 'ad_spam') >= SURE_AD && pointsOf(reading.signals, 'blame') < BLAMED) {
    return decide(reading, 'other', 'ad_spam', 0.9)
  }
  const [best, ...rest] = rankChoices(reading, opinion)
  if (best === undefined) return decide(reading, 'other', 'unclear', 0)
  const certainty = (same: (choice: Choice) => boolean): number => {
    const rival = rest.find((choice) => !same(choice))
    return rival === undefined ? 1 : 1 / (1 + Math.exp(rival.points - best.points))
  }
  return {
    ...decide(reading, best.kind, best.category, 1),
    confidence: {
      kind: certainty(({ kind }) => kind === best.kind),
      category: certainty(({ category }) => category === best.category),
    },
  }
}

/** The danger that goes on now, by the lexicon, by a combination of words or by the learned weights. */
function findDanger(
  { text, categories }: Reading,
  opinion: Opinion,
): { category: Category; words: string[] } | undefined {
  const share = opinion.kinds.get('emergency') ?? -Infinity
  const points = (category: Category): number => pointsOf(categories, category)
  const likeliest = (candidates: Category[]): Category | undefined =>
    candidates.sort((a, b) => weight(b) - weight(a))[0]
  const weight = (category: Category): number =>
    points(category) * 0.5 + (opinion.categories.get(category) ?? 0)
  const isLeak = isLeakFromAbove(text)
  const mayBe = (category: Category): boolean => !(isLeak && category === 'pipe_burst')
  const named = [...categories.keys()].filter(
    (category) => isDanger(category) && points(category) >= DANGER_NEEDED && mayBe(category),
  )
  const best = likeliest(named)
  if (best !== undefined && share >= (points(best) >= SURE_DANGER ? UNBELIEVED : DOUBTED)) {
    return { category: best, words: categories.get(best)?.words ?? [] }
  }
  if (isTold(text) || isSilentAlone(text) || isTakenBack(text)) return undefined
  const combined = share >= DOUBTED ? findCombination(text) : undefined
  if (combined !== undefined && mayBe(combined.category)) return combined
  const feared = share >= FEARED ? likeliest([...DANGERS].filter(mayBe)) : undefined
  const isClear = feared !== undefined && (opinion.categories.get(feared) ?? -Infinity) >= NAMED_DANGER
  return isClear ? { category: feared, words: [] } : undefined
}

/** Somebody's deed is praised; dangers and complaints named on the way do not count (domain-facts 2.3 rule 11). */
function isPraise({ categories, signals }: Reading, opinion: Opinion): boolean {
  const praise = pointsOf(categories, 'praise_service')
  const deed = pointsOf(signals, 'deed')
  const blame = pointsOf(signals, 'blame')
  if (isMockery(signals)) return false
  const spoken =
    (praise >= 7.5 && blame < 8) || (praise >= 5 && deed >= 8 && blame < 6 && pointsOf(signals, 'fix') < 5)
  const share = opinion.kinds.get('praise') ?? -Infinity
  return (spoken && share >= UNBELIEVED) || (share >= PRAISED && blame < 6)
}

function decide(
  reading: Reading,
  kind: Kind,
  category: Category,
  certainty: number,
  words?: string[],
): Decision {
  const hurry = isUrgent(reading.text, kind, category)
  return {
    kind,
    category,
    urgent: hurry.urgent,
    evidence: [
      { field: 'category', words: words ?? reading.categories.get(category)?.words ?? [] },
      ...[...reading.signals].map(([signal, tally]) => ({ field: `signal:${signal}`, words: tally.words })),
      ...(hurry.urgent ? [{ field: `urgent:${hurry.rule ?? ''}`, words: hurry.words }] : []),
    ],
    confidence: { kind: certainty, category: certainty },
  }
}
