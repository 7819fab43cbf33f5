/** Rounds of each phase. The stores take turns within a round, so that what else the machine does hits all alike. */
const ROUNDS = 15

/** The middle of several measurements of the same thing. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** An act on the store of some size; `i` counts up. */
export type Act<T> = (store: T, i: number) => Promise<unknown>

/** Operations per second on each of the stores, `width` at a time: the median of the rounds. */
export async function ratesOf<T>(
  stores: readonly T[],
  width: number,
  operations: number,
  act: Act<T>,
): Promise<number[]> {
  const measured = stores.map(() => new Array<number>())
  let count = 0
  for (let round = 0; round < ROUNDS; round++) {
    for (const [which, store] of stores.entries()) {
      const end = count + operations
      const work = async (): Promise<void> => {
        while (count < end) await act(store, count++)
      }
      const [ms] = await timed(() => Promise.all(Array.from({ length: width }, work)))
      measured[which]?.push((operations / ms) * 1000)
    }
  }
  return measured.map(median)
}

/** Milliseconds an act takes, and its result. */
export async function timed<T>(act: () => Promise<T>): Promise<[number, T]> {
  const started = performance.now()
  const result = await act()
  return [performance.now() - started, result]
}
