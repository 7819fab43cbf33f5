import { Long } from 'bson'
import { DateTime, type DateTimeUnit, type DurationLikeObject } from 'luxon'
import { toInteger } from '../../bson/number.ts'
import { isDoc, type Value } from '../../bson/value.ts'
import { MongoError } from '../../mongo-error.ts'
import type { Frame } from '../expression.ts'
import { inZone, optional } from './date-in-zone.ts'
import { fieldsOf } from './forms.ts'
import { isNullish, type Form } from './operator.ts'

/** `$year` and the like: a date, or `{date, timezone}`. */
function part(name: string, read: (date: DateTime) => number): Form {
  return (operand, parse) => {
    const isNamed = isDoc(operand) && operand.has('date')
    const fields = isNamed ? fieldsOf(name, operand, ['date'], ['timezone']) : new Map([['date', operand]])
    const [only] = Array.isArray(operand) && operand.length === 1 ? operand : [fields.get('date') ?? null]
    const [date, zone] = [parse(only ?? null), optional(fields, 'timezone', parse)]
    return (frame) => {
      const found = inZone(date(frame), zone(frame))
      return found === null ? null : read(found)
    }
  }
}

const pad = (value: number, width: number): string => String(value).padStart(width, '0')

/** The specifiers of `$dateToString`. */
const SPECIFIERS = new Map<string, (date: DateTime) => string>([
  ['Y', (date) => pad(date.year, 4)],
  ['m', (date) => pad(date.month, 2)],
  ['d', (date) => pad(date.day, 2)],
  ['H', (date) => pad(date.hour, 2)],
  ['M', (date) => pad(date.minute, 2)],
  ['S', (date) => pad(date.second, 2)],
  ['L', (date) => pad(date.millisecond, 3)],
  ['j', (date) => pad(date.ordinal, 3)],
  ['w', (date) => String((date.weekday % 7) + 1)],
  ['u', (date) => String(date.weekday)],
  ['U', (date) => pad(sundayWeek(date), 2)],
  ['V', (date) => pad(date.weekNumber, 2)],
  ['G', (date) => pad(date.weekYear, 4)],
  ['z', (date) => date.toFormat('ZZZ')],
  ['Z', (date) => String(date.offset)],
  ['%', () => '%'],
])

/** Week of the year when weeks begin on Sunday and days before the first Sunday are week 0. */
function sundayWeek(date: DateTime): number {
  return Math.floor((date.ordinal + 6 - (date.weekday % 7)) / 7)
}

const dateToString: Form = (operand, parse) => {
  const fields = fieldsOf('$dateToString', operand, ['date'], ['format', 'timezone', 'onNull'])
  const [date, zone] = [optional(fields, 'date', parse), optional(fields, 'timezone', parse)]
  const [format, onNull] = [optional(fields, 'format', parse), optional(fields, 'onNull', parse)]
  return (frame) => {
    const value = date(frame)
    if (isNullish(value)) return onNull(frame) ?? null
    const [found, pattern] = [inZone(value, zone(frame)), format(frame)]
    if (found === null || pattern === null) return null
    if (pattern === undefined)
      return found.toFormat(
        fields.has('timezone') ? "yyyy-MM-dd'T'HH:mm:ss.SSS" : "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
      )
    if (typeof pattern !== 'string')
      throw new MongoError(18533, '$dateToString requires that format be a string')
    return pattern.replace(/%(.?)/g, (_all, letter: string) => {
      const write = SPECIFIERS.get(letter)
      if (write === undefined)
        throw new MongoError(18536, `Invalid format character '%${letter}' in format string`)
      return write(found)
    })
  }
}

const UNITS = new Set(['year', 'quarter', 'month', 'week', 'day', 'hour', 'minute', 'second', 'millisecond'])

function isUnit(value: Value | undefined): value is DateTimeUnit {
  return typeof value === 'string' && UNITS.has(value)
}

function unitOf(name: string, value: Value | undefined): DateTimeUnit {
  if (isUnit(value)) return value
  throw new MongoError('FailedToParse', `${name} needs a unit of time as 'unit'`)
}

/** `$dateAdd` and `$dateSubtract`: by the calendar of the zone. */
function adding(name: '$dateAdd' | '$dateSubtract'): Form {
  return (operand, parse) => {
    const fields = fieldsOf(name, operand, ['startDate', 'unit', 'amount'], ['timezone'])
    const read = (key: string, frame: Frame): Value | undefined => optional(fields, key, parse)(frame)
    return (frame) => {
      const start = inZone(read('startDate', frame), read('timezone', frame))
      const amount = toInteger(read('amount', frame))
      if (start === null || isNullish(read('amount', frame))) return null
      if (amount === undefined) throw new MongoError(5166405, `${name} expects integer amount of time units`)
      const unit = unitOf(name, read('unit', frame))
      const span: DurationLikeObject = { [unit]: name === '$dateAdd' ? amount : -amount }
      return start.plus(span).toJSDate()
    }
  }
}

/** Weeks begin on this weekday (1 is Monday) when `startOfWeek` says nothing: Sunday, as in MongoDB. */
const SUNDAY = 7
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

function weekStart(value: Value | undefined): number {
  if (value === undefined) return SUNDAY
  const day = typeof value === 'string' ? WEEKDAYS.indexOf(value.slice(0, 3).toLowerCase()) : -1
  if (day === -1) throw new MongoError('FailedToParse', 'startOfWeek must be a day of the week')
  return day + 1
}

function startOf(date: DateTime, unit: DateTimeUnit, firstDay: number): DateTime {
  if (unit !== 'week') return date.startOf(unit)
  return date.startOf('day').minus({ days: (date.weekday - firstDay + 7) % 7 })
}

const dateTrunc: Form = (operand, parse) => {
  const fields = fieldsOf('$dateTrunc', operand, ['date', 'unit'], ['binSize', 'timezone', 'startOfWeek'])
  const read = (key: string, frame: Frame): Value | undefined => optional(fields, key, parse)(frame)
  return (frame) => {
    const date = inZone(read('date', frame), read('timezone', frame))
    if (date === null) return null
    const unit = unitOf('$dateTrunc', read('unit', frame))
    const size = toInteger(read('binSize', frame) ?? 1)
    if (size !== 1)
      throw new MongoError(
        'NotImplemented',
        '$dateTrunc with a binSize is not supported by the embedded store',
      )
    return startOf(date, unit, weekStart(read('startOfWeek', frame))).toJSDate()
  }
}

/** `$dateDiff` counts the boundaries of the unit between the two instants. */
const dateDiff: Form = (operand, parse) => {
  const fields = fieldsOf('$dateDiff', operand, ['startDate', 'endDate', 'unit'], ['timezone', 'startOfWeek'])
  const read = (key: string, frame: Frame): Value | undefined => optional(fields, key, parse)(frame)
  return (frame) => {
    const zone = read('timezone', frame)
    const [start, end] = [inZone(read('startDate', frame), zone), inZone(read('endDate', frame), zone)]
    if (start === null || end === null) return null
    const unit = unitOf('$dateDiff', read('unit', frame))
    const firstDay = weekStart(read('startOfWeek', frame))
    const [from, to] = [startOf(start, unit, firstDay), startOf(end, unit, firstDay)]
    return Long.fromNumber(Math.round(to.diff(from, unit).as(unit)))
  }
}

/** Date operators; all of them accept a zone. */
export const dateForms = {
  $year: part('$year', (date) => date.year),
  $month: part('$month', (date) => date.month),
  $dayOfMonth: part('$dayOfMonth', (date) => date.day),
  $hour: part('$hour', (date) => date.hour),
  $minute: part('$minute', (date) => date.minute),
  $second: part('$second', (date) => date.second),
  $millisecond: part('$millisecond', (date) => date.millisecond),
  $dayOfYear: part('$dayOfYear', (date) => date.ordinal),
  $dayOfWeek: part('$dayOfWeek', (date) => (date.weekday % 7) + 1),
  $isoDayOfWeek: part('$isoDayOfWeek', (date) => date.weekday),
  $isoWeek: part('$isoWeek', (date) => date.weekNumber),
  $isoWeekYear: part('$isoWeekYear', (date) => date.weekYear),
  $week: part('$week', sundayWeek),
  $dateToString: dateToString,
  $dateAdd: adding('$dateAdd'),
  $dateSubtract: adding('$dateSubtract'),
  $dateTrunc: dateTrunc,
  $dateDiff: dateDiff,
} satisfies Record<string, Form>
