import { createHash } from 'node:crypto'

/** Draws that depend on what they are for and on nothing else, so that a year is the same however it is run. */
export interface Chance {
  /** A number from 0 up to 1 that belongs to these words. */
  of(...words: readonly (string | number)[]): number
  /** A number between the two. */
  between(low: number, high: number, ...words: readonly (string | number)[]): number
  /** One of the items. */
  pick<T>(items: readonly T[], ...words: readonly (string | number)[]): T
}

/** The draws of one seed. */
export function createChance(seed: number): Chance {
  const of: Chance['of'] = (...words) =>
    createHash('sha256')
      .update([seed, ...words].join('|'))
      .digest()
      .readUInt32BE(0) /
    2 ** 32
  return {
    of,
    between: (low, high, ...words) => low + (high - low) * of(...words),
    pick(items, ...words) {
      const item = items[Math.floor(of(...words) * items.length)]
      if (item === undefined) throw new Error('nothing to pick from')
      return item
    },
  }
}
