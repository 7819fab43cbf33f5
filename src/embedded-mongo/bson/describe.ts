import { BSONRegExp, MaxKey, MinKey } from 'bson'
import { isNumeric } from './number.ts'
import { Oid, typeName, type Value } from './value.ts'

/** A value as MongoDB's shell would write it, for error messages and `explain`. */
export function describeValue(value: Value | undefined): string {
  if (value === undefined) return 'missing'
  if (typeof value === 'string') return JSON.stringify(value)
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return String(value)
  if (value instanceof Map) {
    const fields = [...value].map(([key, each]) => `${key}: ${describeValue(each)}`)
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`
  }
  if (Array.isArray(value)) return value.length === 0 ? '[]' : `[ ${value.map(describeValue).join(', ')} ]`
  if (value instanceof Oid) return `ObjectId('${value.hex}')`
  if (value instanceof Date) return `new Date(${value.getTime()})`
  if (value instanceof MinKey) return 'MinKey'
  if (value instanceof MaxKey) return 'MaxKey'
  if (value instanceof BSONRegExp) return `/${value.pattern}/${value.options}`
  return isNumeric(value) ? value.toString() : `<${typeName(value)}>`
}
