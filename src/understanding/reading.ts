import { CATEGORY_ENTRIES } from './categories/index.ts'
import type { Category } from './categories/keys.ts'
import { createLexicon } from './lexicon.ts'
import type { Hit } from './lexicon.ts'
import { SIGNALS } from './signals.ts'
import type { Signal } from './signals.ts'

/** What the words of a text add up to: points per category and per signal, with the words that gave them. */
export interface Reading {
  text: string
  categories: Map<Category, Tally>
  signals: Map<Signal, Tally>
}

/** Points and the words they come from; `at` is the place of the first word. */
export interface Tally {
  points: number
  words: string[]
  at: number
}

const CATEGORY_LEXICON = createLexicon(CATEGORY_ENTRIES.map(({ key, cues }) => [key, cues] as const))
const SIGNAL_LEXICON = createLexicon(SIGNALS.map(({ signal, cues }) => [signal, cues] as const))

/** Every further word of the same category counts less: one thing said twice is still one thing. */
const FURTHER_WORD = 0.4
/** 另外, 顺便, 2、: what follows is not the main matter (domain-facts 2.3, rule 1). */
const ASIDE =
  /另外|顺便|还有(?!人|什么|没|多|个|一|空|名|位|车|事)|对了|再一个|再就是|其次|第二[,、.是]|(?<!\d)[2②][、.,:)]/
const MAIN = /主要(?:是|想|还是)|要紧的?是|关键是|重点是|最急|最重要|现在要紧/
const ASIDE_FACTOR = 0.5
const MAIN_FACTOR = 1.5

/** Collects the words of a normalised text. */
export function readWords(text: string, keep: (hit: Hit<Category>) => boolean): Reading {
  const factor = placeFactors(text)
  const categoryHits = CATEGORY_LEXICON.find(text).filter((hit) => hit.weight < 0 || keep(hit))
  return {
    text,
    categories: tally(categoryHits, factor, true),
    signals: tally(SIGNAL_LEXICON.find(text), () => 1, false),
  }
}

/** Points of a category or signal; 0 when no word speaks for it. */
export function pointsOf<T>(tallies: ReadonlyMap<T, Tally>, owner: T): number {
  return tallies.get(owner)?.points ?? 0
}

function placeFactors(text: string): (at: number) => number {
  const aside = ASIDE.exec(text)?.index ?? Infinity
  const main = MAIN.exec(text)?.index ?? Infinity
  return (at) => {
    if (at >= main) return MAIN_FACTOR
    const early = 1.1 - (0.1 * at) / Math.max(text.length, 1)
    return at >= aside ? ASIDE_FACTOR : early
  }
}

function tally<T>(hits: Hit<T>[], factor: (at: number) => number, fade: boolean): Map<T, Tally> {
  const tallies = new Map<T, Tally>()
  const taken = new Map<T, Hit<T>[]>()
  for (const hit of hits.toSorted((a, b) => b.weight - a.weight || a.start - b.start)) {
    const earlier = taken.get(hit.owner) ?? []
    const isRepeat = earlier.some(
      (other) =>
        other.weight > 0 === hit.weight > 0 &&
        (other.words === hit.words || (other.start < hit.end && hit.start < other.end)),
    )
    if (isRepeat) continue
    taken.set(hit.owner, [...earlier, hit])
    const old = tallies.get(hit.owner) ?? { points: 0, words: [], at: hit.start }
    const share = fade && hit.weight > 0 && old.words.length > 0 ? FURTHER_WORD : 1
    tallies.set(hit.owner, {
      points: old.points + hit.weight * share * (hit.weight > 0 ? factor(hit.start) : 1),
      words: hit.weight > 0 ? [...old.words, hit.words] : old.words,
      at: hit.weight > 0 ? Math.min(old.at, hit.start) : old.at,
    })
  }
  return tallies
}
