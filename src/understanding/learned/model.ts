import { CATEGORY_KEYS } from '../categories/keys.ts'
import type { Category } from '../categories/keys.ts'
import { KINDS } from '../kinds.ts'
import type { Kind } from '../kinds.ts'
import { featuresOf } from './features.ts'
import { WEIGHTS } from './weights.ts'

/** Natural logarithms of probabilities, as learned from the labelled messages of `bench/understanding`. */
export interface Opinion {
  kinds: ReadonlyMap<Kind, number>
  categories: ReadonlyMap<Category, number>
}

/** First character of the alphabet in which classes and weights are written. */
export const CODE_START = 0x23
/** The code of weight zero in that alphabet. */
export const CODE_ZERO = 45
/** Value of one step of a written weight. */
export const STEP = 0.15

const CLASSES = KINDS.length + CATEGORY_KEYS.length

/** Feature → alternating class and weight, as written by `bench/understanding/train.ts`. */
const TABLE = readWeights(WEIGHTS)

function readWeights(lines: readonly string[]): Map<string, Float32Array> {
  const table = new Map<string, Float32Array>()
  for (const line of lines) {
    for (const entry of line.split('\t')) {
      const at = entry.indexOf('|')
      const codes = entry.slice(at + 1)
      const pairs = new Float32Array(codes.length)
      for (let place = 0; place < codes.length; place += 2) {
        pairs[place] = codes.charCodeAt(place) - CODE_START
        pairs[place + 1] = (codes.charCodeAt(place + 1) - CODE_START - CODE_ZERO) * STEP
      }
      table.set(entry.slice(0, at), pairs)
    }
  }
  return table
}

/** What the learned weights say about a normalised text. */
export function learnedOpinion(text: string): Opinion {
  const sums = new Float64Array(CLASSES)
  let known = 0
  for (const feature of featuresOf(text)) {
    const pairs = TABLE.get(feature)
    if (pairs === undefined) continue
    known += 1
    for (let place = 0; place < pairs.length; place += 2) {
      const index = pairs[place] ?? 0
      sums[index] = (sums[index] ?? 0) + (pairs[place + 1] ?? 0)
    }
  }
  const scale = known === 0 ? 0 : 1 / Math.sqrt(known)
  return {
    kinds: logShares(KINDS, sums.subarray(0, KINDS.length), scale),
    categories: logShares(CATEGORY_KEYS, sums.subarray(KINDS.length), scale),
  }
}

function logShares<T>(owners: readonly T[], sums: Float64Array, scale: number): Map<T, number> {
  const scaled = Array.from(sums, (sum) => sum * scale)
  const top = Math.max(...scaled)
  const total = Math.log(scaled.reduce((sum, value) => sum + Math.exp(value - top), 0)) + top
  return new Map(owners.map((owner, index) => [owner, (scaled[index] ?? 0) - total]))
}
