/** The cron expression that beats every so many milliseconds; rounded to a divisor of a minute, or to whole minutes. */
export function cronEvery(spanMs: number): string {
  const seconds = Math.max(1, Math.round(spanMs / 1000))
  if (seconds >= 60) return `*/${String(Math.min(59, Math.round(seconds / 60)))} * * * *`
  const divisors = [1, 2, 3, 4, 5, 6, 10, 12, 15, 20, 30]
  return `*/${String(divisors.findLast((divisor) => divisor <= seconds) ?? 1)} * * * * *`
}
