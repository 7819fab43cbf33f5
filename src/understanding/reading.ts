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
  const taken = new Map<T, { words: Set<string>; hits: Hit<T>[] }>()
  for (const hit of hits.toSorted((a, b) => b.weight - a.weight || a.start - b.start)) {
    const earlier = taken.get(hit.owner) ?? { words: new Set(), hits: [] }
    if (earlier.words.has(hit.words) || earlier.hits.some((other) => overlaps(other, hit))) continue
    earlier.words.add(hit.words)
    earlier.hits.push(hit)
    taken.set(hit.owner, earlier)
    tallies.set(hit.owner, addHit(tallies.get(hit.owner), hit, factor, fade))
  }
  return tallies
}

/** Words for a category do not hide the words against it. */
function overlaps<T>(other: Hit<T>, hit: Hit<T>): boolean {
  return other.weight > 0 === hit.weight > 0 && other.start < hit.end && hit.start < other.end
}

function addHit<T>(
  old: Tally | undefined,
  hit: Hit<T>,
  factor: (at: number) => number,
  fade: boolean,
): Tally {
  const { points, words, at } = old ?? { points: 0, words: [], at: hit.start }
  if (hit.weight <= 0) return { points: points + hit.weight, words, at }
  const share = fade && words.length > 0 ? FURTHER_WORD : 1
  return {
    points: points + hit.weight * share * factor(hit.start),
    words: [...words, hit.words],
    at: Math.min(at, hit.start),
  }
}
