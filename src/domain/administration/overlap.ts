import type { Shift } from '../../config/communities.ts'

const DAY = 24 * 60
const WEEK = 7 * DAY

/** Whether two turns ever run at the same time in an ordinary week; a workday is Monday to Friday there. */
export function overlaps(one: Shift, other: Shift): boolean {
  const others = turnsOf(other)
  return turnsOf(one).some((turn) =>
    others.some((against) =>
      [-WEEK, 0, WEEK].some((shift) => turn.from < against.to + shift && against.from + shift < turn.to),
    ),
  )
}

/** The minutes of the week from which to which the turn runs; one over midnight ends on the next day. */
function turnsOf({ from, to, days }: Shift): { from: number; to: number }[] {
  const [start, end] = [minutesOf(from), minutesOf(to)]
  const length = end > start ? end - start : end + DAY - start
  return weekdaysOf(days).map((day) => {
    const begins = (day - 1) * DAY + start
    return { from: begins, to: begins + length }
  })
}

function weekdaysOf(days: Shift['days']): readonly number[] {
  if (days === 'every_day') return [1, 2, 3, 4, 5, 6, 7]
  if (days === 'workdays') return [1, 2, 3, 4, 5]
  return days === 'days_off' ? [6, 7] : days
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
