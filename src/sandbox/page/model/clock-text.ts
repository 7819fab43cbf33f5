/** The sandbox's communities keep Chinese time, which has no summer time: always eight hours ahead of UTC. */
const CHINA_MS = 8 * 3_600_000
const DAY_MS = 24 * 3_600_000
const WEEKDAYS = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']

/** `2026年11月24日 周二 09:05`, Chinese time. */
export function formatClock(at: Date): string {
  const { year, month, day, weekday, time } = parts(at)
  return `${year}年${month}月${day}日 ${weekday} ${time}`
}

/** How a chat says when: the time alone on the present day, the date with it otherwise. Chinese time. */
export function formatMessageTime(at: Date, now: Date): string {
  const { year, month, day, time } = parts(at)
  const today = parts(now)
  if (year !== today.year) return `${year}年${month}月${day}日 ${time}`
  if (month !== today.month || day !== today.day) return `${month}月${day}日 ${time}`
  return time
}

/** 下周一 9:00: nine o'clock (Chinese time) on the Monday that begins the week after this one. */
export function nextMondayNine(now: Date): Date {
  const local = now.getTime() + CHINA_MS
  const midnight = local - (local % DAY_MS)
  const daysAhead = 7 - ((new Date(local).getUTCDay() + 6) % 7)
  return new Date(midnight + daysAhead * DAY_MS + 9 * 3_600_000 - CHINA_MS)
}

function parts(at: Date) {
  const local = new Date(at.getTime() + CHINA_MS)
  const two = (value: number): string => String(value).padStart(2, '0')
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    weekday: WEEKDAYS[local.getUTCDay()] ?? '',
    time: `${two(local.getUTCHours())}:${two(local.getUTCMinutes())}`,
  }
}
