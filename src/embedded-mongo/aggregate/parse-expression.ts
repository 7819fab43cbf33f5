import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError, notSupported } from '../mongo-error.ts'
import { resolvePath, type Expression } from './expression.ts'
import { arithmetic } from './operators/arithmetic.ts'
import { arrayForms, arrays } from './operators/arrays.ts'
import { conversionForms, conversions } from './operators/convert.ts'
import { dateForms } from './operators/dates.ts'
import { forms } from './operators/forms.ts'
import { stringForms, strings } from './operators/strings.ts'
import { logic } from './operators/logic.ts'
import type { Form, Operator } from './operators/operator.ts'

const OPERATORS = new Map<string, Operator>(
  Object.entries({ ...logic, ...arithmetic, ...strings, ...arrays, ...conversions }),
)
const FORMS = new Map<string, Form>(
  Object.entries({ ...forms, ...stringForms, ...arrayForms, ...conversionForms, ...dateForms }),
)

/** Parses an aggregation expression; unknown operators are refused with `InvalidPipelineOperator` (168). */
export function parseExpression(value: Value): Expression {
  if (typeof value === 'string') return value.startsWith('$') ? parsePath(value) : () => value
  if (Array.isArray(value)) {
    const parts = value.map(parseExpression)
    return (frame) => parts.map((part) => part(frame) ?? null)
  }
  if (!isDoc(value)) return () => value
  const [first] = value.keys()
  if (first?.startsWith('$') !== true) return parseObject(value)
  if (value.size > 1) {
    throw new MongoError(15983, 'an object representing an expression must have exactly one field')
  }
  return parseOperator(first, value.get(first) ?? null)
}

function parseObject(doc: Doc): Expression {
  const fields: [string, Expression][] = []
  for (const [name, value] of doc) {
    if (name.startsWith('$'))
      throw new MongoError(15983, `unexpected operator ${name} in an object expression`)
    if (name.includes('.'))
      throw new MongoError(16405, 'dotted field names are only allowed at the top level')
    fields.push([name, parseExpression(value)])
  }
  return (frame) => {
    const result: Doc = new Map()
    for (const [name, expression] of fields) {
      const found = expression(frame)
      if (found !== undefined) result.set(name, found)
    }
    return result
  }
}

function parsePath(text: string): Expression {
  if (!text.startsWith('$$')) {
    const parts = pathParts(text.slice(1))
    return (frame) => resolvePath(frame.root, parts)
  }
  const [name = '', ...parts] = pathParts(text.slice(2))
  if (name === 'ROOT' || name === 'CURRENT') return (frame) => resolvePath(frame.root, parts)
  if (name === 'NOW') return (frame) => frame.now
  if (name === 'REMOVE') return () => undefined
  if (/^[A-Z]/.test(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`)
  return (frame) => {
    if (!frame.variables.has(name)) throw new MongoError(17276, `Use of undefined variable: ${name}`)
    return resolvePath(frame.variables.get(name), parts)
  }
}

function pathParts(path: string): string[] {
  const parts = path.split('.')
  if (parts.includes('')) throw new MongoError(15998, 'FieldPath field names may not be empty strings.')
  return parts
}

/** True when there is an expression operator of that name. */
export function isExpressionOperator(name: string): boolean {
  return FORMS.has(name) || OPERATORS.has(name) || LEFT_OUT.has(name)
}

/** Operators of MongoDB that run code or need what this store does not keep. */
const LEFT_OUT = new Set([
  '$function',
  '$accumulator',
  '$meta',
  '$toHashedIndexKey',
  '$bsonSize',
  '$binarySize',
])

function parseOperator(name: string, operand: Value): Expression {
  const form = FORMS.get(name)
  if (form !== undefined) return form(operand, parseExpression)
  const operator = OPERATORS.get(name)
  if (operator === undefined) {
    if (LEFT_OUT.has(name)) throw notSupported(`expression ${name}`)
    throw new MongoError('InvalidPipelineOperator', `Unrecognized expression '${name}'`)
  }
  const args = Array.isArray(operand) ? operand.map(parseExpression) : [parseExpression(operand)]
  const { least, most } = operator
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least}` : `at least ${least} and at most ${most}`
    throw new MongoError(
      16020,
      `Expression ${name} takes ${wanted} arguments. ${args.length} were passed in.`,
    )
  }
  return (frame) =>
    operator.run(
      args.map((arg) => arg(frame)),
      frame,
    )
}
