import { DateTime, FixedOffsetZone, IANAZone, type Zone } from 'luxon'
import { Oid, type Value } from '../../bson/value.ts'
import { MongoError } from '../../mongo-error.ts'
import type { Expression } from '../expression.ts'
import { isNullish } from './operator.ts'

type Parse = (value: Value) => Expression

function zoneOf(value: Value | undefined): Zone | null {
  if (value === undefined) return FixedOffsetZone.utcInstance
  if (value === null) return null
  if (typeof value !== 'string') throw new MongoError(40533, 'timezone must evaluate to a string')
  const offset = /^([+-])(\d\d):?(\d\d)?$/.exec(value)
  if (offset !== null) {
    const minutes = Number(offset[2]) * 60 + Number(offset[3] ?? 0)
    return FixedOffsetZone.instance(offset[1] === '-' ? -minutes : minutes)
  }
  const zone = IANAZone.create(value === 'GMT' ? 'UTC' : value)
  if (!zone.isValid) throw new MongoError(40485, `unrecognized time zone identifier: "${value}"`)
  return zone
}

/** The instant in its zone; null when either is null or missing. */
export function inZone(date: Value | undefined, zone: Value | undefined): DateTime | null {
  const place = zoneOf(zone)
  if (isNullish(date) || place === null) return null
  if (date instanceof Oid)
    return DateTime.fromMillis(Number.parseInt(date.hex.slice(0, 8), 16) * 1000, { zone: place })
  if (!(date instanceof Date)) throw new MongoError(16006, "can't convert to Date")
  return DateTime.fromJSDate(date, { zone: place })
}

/** The expression under a key that may be missing. */
export function optional(fields: ReadonlyMap<string, Value>, key: string, parse: Parse): Expression {
  const value = fields.get(key)
  return value === undefined ? () => undefined : parse(value)
}
