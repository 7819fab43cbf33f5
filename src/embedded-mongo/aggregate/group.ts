import { encodeDoc } from '../bson/encode.ts'
import { isNumeric, toNumber } from '../bson/number.ts'
import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { ACCUMULATORS, type Accumulator } from './accumulators.ts'
import { evaluate, type Expression, type Scope } from './expression.ts'
import { parseExpression } from './parse-expression.ts'

interface Field {
  name: string
  make: () => Accumulator
  expression: Expression
}

/** Parses `$group`; the result turns documents into one document per group, in order of first appearance. */
export function parseGroup(operand: Value): (docs: Iterable<Doc>, scope: Scope) => Doc[] {
  if (!isDoc(operand)) throw new MongoError(15947, "a group's fields must be specified in an object")
  const id = operand.get('_id')
  if (id === undefined) throw new MongoError(15955, 'a group specification must include an _id')
  const idExpression = parseExpression(id)
  const fields = [...operand]
    .filter(([name]) => name !== '_id')
    .map(([name, value]) => parseField(name, value))
  return (docs, scope) => group(docs, scope, idExpression, fields)
}

function parseField(name: string, value: Value): Field {
  if (name.includes('.')) throw new MongoError(40235, `The field name '${name}' cannot contain '.'`)
  if (!isDoc(value) || value.size !== 1) {
    throw new MongoError(40234, `The field '${name}' must be an accumulator object`)
  }
  const [[accumulator, operand] = ['', null]] = value
  if (accumulator === '$count') return { name, make: counting, expression: () => 1 }
  const make = ACCUMULATORS.get(accumulator)
  if (make === undefined) throw new MongoError(15952, `unknown group operator '${accumulator}'`)
  return { name, make, expression: parseExpression(operand) }
}

function counting(): Accumulator {
  const sum = ACCUMULATORS.get('$sum')
  if (sum === undefined) throw new MongoError('InternalError', '$sum is missing')
  return sum()
}

function group(docs: Iterable<Doc>, scope: Scope, id: Expression, fields: readonly Field[]): Doc[] {
  const groups = new Map<string, { id: Value; accumulators: Accumulator[] }>()
  for (const doc of docs) {
    const value = evaluate(id, doc, scope) ?? null
    const key = groupKey(value)
    let found = groups.get(key)
    if (found === undefined) {
      found = { id: value, accumulators: fields.map((field) => field.make()) }
      groups.set(key, found)
    }
    for (const [i, field] of fields.entries()) {
      found.accumulators[i]?.add(evaluate(field.expression, doc, scope))
    }
  }
  return [...groups.values()].map(
    ({ id: value, accumulators }) =>
      new Map<string, Value>([
        ['_id', value],
        ...fields.map(({ name }, i): [string, Value] => [name, accumulators[i]?.result() ?? null]),
      ]),
  )
}

/** A text equal for values MongoDB calls equal: numbers by value, whatever their type. */
export function groupKey(value: Value): string {
  if (typeof value === 'string') return `s${value}`
  if (isNumeric(value)) {
    const number = toNumber(value)
    return Number.isSafeInteger(number) || !('toBigInt' in Object(value))
      ? `n${number}`
      : `n${value.toString()}`
  }
  return encodeDoc(new Map([['', canonical(value)]])).toString('latin1')
}

function canonical(value: Value): Value {
  if (Array.isArray(value)) return value.map(canonical)
  if (isDoc(value)) return new Map([...value].map(([key, each]) => [key, canonical(each)]))
  return isNumeric(value) ? groupKey(value) : value
}
