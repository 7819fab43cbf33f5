/** First wait and longest wait between attempts, in milliseconds. */
export interface Backoff {
  firstMs: number
  mostMs: number
}

/** The wait after so many attempts: doubled each time up to the most, then scattered down to half so that waits do not align. */
export function backoffMs(attempts: number, { firstMs, mostMs }: Backoff, random: number): number {
  const full = Math.min(mostMs, firstMs * 2 ** Math.min(attempts - 1, 30))
  return Math.round(full * (0.5 + random / 2))
}
