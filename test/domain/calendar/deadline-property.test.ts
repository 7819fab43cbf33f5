import { expect } from 'chai'
import holidays from '../../../config/holidays.json' with { type: 'json' }
import {
  createCalendar,
  deadlineAfter,
  explainDeadline,
  type Count,
  type Explanation,
  type Term,
} from '../../../src/domain/calendar/index.ts'

const ZONES = [
  'Asia/Shanghai',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Adelaide',
  'America/Santiago',
  'America/Havana',
]
const STEP_MS = 30 * 60_000

/** Numbers that look random and are the same in every run (mulberry32). */
function createDice(seed: number): (sides: number) => number {
  let state = seed
  return (sides) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides
  }
}

const formats = new Map(
  ZONES.map((zone) => [zone, new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })]),
)
const dayIn = (zone: string, ms: number): string => formats.get(zone)?.format(ms) ?? 'unknown zone'

const isOff = new Map(holidays.years.flatMap((year) => year.days.map((day) => [day.date, day.isOffDay])))
function isWorked(day: string): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return !(isOff.get(day) ?? (weekday === 0 || weekday === 6))
}

/** The same rules, told the slow way: walk through time in half hours and look at the date on the wall. */
function walkToDeadline(start: number, amount: number, count: Count, zone: string): number {
  if (count === 'rolling') return start + amount * 24 * 3_600_000
  const startDay = dayIn(zone, start)
  let today = startDay
  let counted = 0
  let isReached = false
  for (let at = Math.ceil(start / STEP_MS) * STEP_MS; ; at += STEP_MS) {
    const day = dayIn(zone, at)
    if (day === today) continue
    if (isReached) return at
    today = day
    counted += count !== 'working_days' || isWorked(day) ? 1 : 0
    isReached =
      count === 'calendar_months'
        ? isLastOfMonths(startDay, amount, day)
        : counted >= amount && (count === 'calendar_days' || isWorked(day))
  }
}

function isLastOfMonths(startDay: string, months: number, day: string): boolean {
  const [year = 0, month = 0, date = 0] = startDay.split('-').map(Number)
  const monthIndex = year * 12 + month - 1 + months
  const lengthOfMonth = new Date(Date.UTC(Math.floor(monthIndex / 12), (monthIndex % 12) + 1, 0)).getUTCDate()
  const wanted = Date.UTC(Math.floor(monthIndex / 12), monthIndex % 12, Math.min(date, lengthOfMonth))
  return day === new Date(wanted).toISOString().slice(0, 10)
}

function rollTerm(roll: (sides: number) => number): Term & { amount: number } {
  const months = 1 + roll(2)
  if (roll(10) === 0) return { span: `P${String(months)}M`, count: 'calendar_months', amount: months }
  const days = 1 + roll(9)
  const counts = ['rolling', 'calendar_days', 'calendar_days_rollover', 'working_days'] as const
  return { span: `P${String(days)}D`, count: counts[roll(4)] ?? 'rolling', amount: days }
}

/** The end that the parts of an explanation add up to, reckoned from them alone. */
function addUp({ start, lastDay, counted, skipped }: Explanation, amount: number, zone: string): number {
  if (lastDay === null) return start.getTime() + amount * 24 * 3_600_000
  const startDay = dayIn(zone, start.getTime())
  const sum = Date.parse(startDay) + (counted + skipped.length) * 24 * 3_600_000
  expect(new Date(sum).toISOString().slice(0, 10), 'start, counted and skipped days').to.equal(lastDay)
  // 24:00 of the last day: the first half hour of which the wall shows another date.
  let at = Date.parse(lastDay) - 24 * 3_600_000
  while (dayIn(zone, at) <= lastDay) at += STEP_MS
  return at
}

describe('deadlineAfter against a walk through time', () => {
  it('agrees in 500 cases of all counts, in zones with and without summer time', () => {
    const roll = createDice(20_261_123)
    const first = Date.UTC(2025, 0, 1)
    for (let n = 0; n < 500; n += 1) {
      const zone = ZONES[roll(ZONES.length)] ?? 'UTC'
      const start = first + roll(2 * 365 * 24 * 60) * 60_000
      const { amount, ...term } = rollTerm(roll)
      const end = deadlineAfter(new Date(start), term, createCalendar(zone, holidays.years))
      const told = `case ${String(n)}: ${new Date(start).toISOString()} ${zone} ${term.span} ${term.count}`
      expect(end.toISOString(), told).to.equal(
        new Date(walkToDeadline(start, amount, term.count, zone)).toISOString(),
      )
    }
  })

  it('explains 500 deadlines by sums that lead to them', () => {
    const roll = createDice(4_711)
    const first = Date.UTC(2025, 0, 1)
    for (let n = 0; n < 500; n += 1) {
      const zone = ZONES[roll(ZONES.length)] ?? 'UTC'
      const start = first + roll(2 * 365 * 24 * 60) * 60_000
      const { amount, ...term } = rollTerm(roll)
      const explanation = explainDeadline(new Date(start), term, createCalendar(zone, holidays.years))
      const told = `case ${String(n)}: ${new Date(start).toISOString()} ${zone} ${term.span} ${term.count}`
      const walked = new Date(walkToDeadline(start, amount, term.count, zone)).toISOString()
      expect(new Date(addUp(explanation, amount, zone)).toISOString(), told).to.equal(walked)
      expect(explanation.end.toISOString(), told).to.equal(walked)
      if (term.count !== 'rolling' && term.count !== 'calendar_months')
        expect(explanation.counted, told).to.equal(amount)
      for (const { date, holiday } of explanation.skipped) {
        expect(isWorked(date), `${told}: ${date}`).to.equal(false)
        expect(holiday !== null, `${told}: ${date}`).to.equal(isOff.get(date) === true)
      }
    }
  })
})
