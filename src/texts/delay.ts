const MINUTE_MS = 60_000
const HOUR_MINUTES = 60

/** （因平台限额推迟约 3 分钟）: said to the person whom the platform's quota kept waiting. */
export function sayDelay(ms: number): string {
  const minutes = Math.max(1, Math.round(ms / MINUTE_MS))
  const span =
    minutes < 2 * HOUR_MINUTES
      ? `${String(minutes)} 分钟`
      : `${String(Math.round(minutes / HOUR_MINUTES))} 小时`
  return `（因平台限额推迟约 ${span}）`
}
