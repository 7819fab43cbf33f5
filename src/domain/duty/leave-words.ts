import { shiftDate, weekdayOf } from '../calendar/local-date.ts'

/** The local days of a leave as they were said, both included, and the words that follow them. */
export interface SaidDays {
  from: string
  to: string
  rest: string
}

const DAYS_AHEAD: Readonly<Record<string, number>> = { 今天: 0, 明天: 1, 后天: 2, 大后天: 3 }
const WEEKDAYS = '一二三四五六日'
/** A leave is hardly asked for further back or ahead, so a day without a year is the one nearest to today. */
const HALF_YEAR_DAYS = 183

const DAY =
  /^(?:(大后天|今天|明天|后天)|(下)?(?:周|星期|礼拜)([一二三四五六日天])|(?:(\d{4})[年\-/.])?(\d{1,2})[月\-/.](\d{1,2})[日号]?|(\d{1,2})[日号])/u
const TO = /^\s*(?:到|至|[-—–~～]+)\s*/u
const COUNT = /^\s*起?\s*[,，]?\s*(?:共|请)?(\d{1,4})\s*天/u

/**
 * Reads 11月25日 到 11月27日, 明天, 下周三, 2026-11-25 至 27日, 明天起3天 at the head of a text. `undefined` when no day stands
 * there, `no_such_day` for one that the calendar does not have, such as 2月29日 of a common year.
 */
export function readDays(text: string, today: string): SaidDays | 'no_such_day' | undefined {
  const said = text.normalize('NFKC').trim()
  const first = readDay(said, today)
  if (first === undefined || first === 'no_such_day') return first
  const joint = TO.exec(first.rest)?.[0]
  const last = joint === undefined ? undefined : readDay(first.rest.slice(joint.length), first.day, today)
  if (last === 'no_such_day') return last
  if (last !== undefined) return { from: first.day, to: last.day, rest: last.rest.trim() }
  const count = COUNT.exec(first.rest)
  if (count === null) return { from: first.day, to: first.day, rest: first.rest.trim() }
  return {
    from: first.day,
    to: shiftDate(first.day, { days: Number(count[1]) - 1 }),
    rest: first.rest.slice(count[0].length).trim(),
  }
}

/** A day at the head of the text; words such as 明天 are reckoned from `today`, days without a year from `near`. */
function readDay(
  text: string,
  near: string,
  today = near,
): { day: string; rest: string } | 'no_such_day' | undefined {
  const match = DAY.exec(text)
  if (match === null) return undefined
  const [whole, word, next, weekday, year, month, dayOfMonth, dayAlone] = match
  const rest = text.slice(whole.length)
  const found = (day: string | undefined) => (day === undefined ? 'no_such_day' : { day, rest })
  if (word !== undefined) return found(shiftDate(today, { days: DAYS_AHEAD[word] ?? 0 }))
  if (weekday !== undefined) return found(weekdayFrom(near, weekday, next !== undefined))
  if (dayAlone !== undefined) return found(nearest(near, [near.slice(0, 7), monthAfter(near)], dayAlone))
  if (year !== undefined) return found(existing(`${year}-${pad(month)}-${pad(dayOfMonth)}`))
  const thisYear = Number(near.slice(0, 4))
  const months = [thisYear - 1, thisYear, thisYear + 1].map((one) => `${String(one)}-${pad(month)}`)
  return found(nearest(near, months, dayOfMonth))
}

/** The coming one of that weekday (today is none of them only for 下周), as people say 周三 and 下周三. */
function weekdayFrom(day: string, weekday: string, next: boolean): string {
  const wanted = weekday === '天' ? 7 : WEEKDAYS.indexOf(weekday) + 1
  const days = wanted - weekdayOf(day)
  return shiftDate(day, { days: next ? days + 7 : days < 0 ? days + 7 : days })
}

/** Of the months, the one whose day lies nearest, at most half a year off. */
function nearest(
  near: string,
  months: readonly string[],
  dayOfMonth: string | undefined,
): string | undefined {
  const days = months.flatMap((month) => existing(`${month}-${pad(dayOfMonth)}`) ?? [])
  const distance = (day: string) => Math.abs(Date.parse(day) - Date.parse(near)) / 86_400_000
  return days
    .filter((day) => distance(day) <= HALF_YEAR_DAYS)
    .sort((one, other) => distance(one) - distance(other))[0]
}

/** The date, if the calendar has it. */
function existing(date: string): string | undefined {
  const ms = Date.parse(`${date}T00:00:00Z`)
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== date ? undefined : date
}

function monthAfter(day: string): string {
  return shiftDate(`${day.slice(0, 7)}-01`, { months: 1 }).slice(0, 7)
}

function pad(part: string | undefined): string {
  return (part ?? '').padStart(2, '0')
}
