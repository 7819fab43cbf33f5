import { isDoc, type Doc, type Value } from '../../bson/value.ts'
import { toInteger } from '../../bson/number.ts'
import { MongoError } from '../../mongo-error.ts'
import { isTruthy, withVariables, type Expression } from '../expression.ts'
import { isNullish, type Form } from './operator.ts'

/** The operand's fields; unknown ones and missing required ones are refused. */
export function fieldsOf(name: string, operand: Value, required: string[], optional: string[] = []): Doc {
  if (!isDoc(operand))
    throw new MongoError('FailedToParse', `${name} only supports an object as its argument`)
  for (const key of operand.keys()) {
    if (!required.includes(key) && !optional.includes(key)) {
      throw new MongoError('FailedToParse', `Unrecognized parameter to ${name}: ${key}`)
    }
  }
  for (const key of required) {
    if (!operand.has(key)) throw new MongoError('FailedToParse', `Missing '${key}' parameter to ${name}`)
  }
  return operand
}

function inputArray(name: string, value: Value | undefined): Value[] | null {
  if (isNullish(value)) return null
  if (!Array.isArray(value)) throw new MongoError(28651, `input to ${name} must be an array`)
  return value
}

function listOf(operand: Value, parse: (value: Value) => Expression): Expression[] {
  return Array.isArray(operand) ? operand.map(parse) : [parse(operand)]
}

const cond: Form = (operand, parse) => {
  const parts = Array.isArray(operand)
    ? operand
    : ['if', 'then', 'else'].map((key) => fieldsOf('$cond', operand, ['if', 'then', 'else']).get(key) ?? null)
  const [test, yes, no, ...more] = parts.map(parse)
  if (test === undefined || yes === undefined || no === undefined || more.length > 0) {
    throw new MongoError(16020, 'Expression $cond takes exactly 3 arguments.')
  }
  return (frame) => (isTruthy(test(frame)) ? yes(frame) : no(frame))
}

const switchForm: Form = (operand, parse) => {
  const fields = fieldsOf('$switch', operand, ['branches'], ['default'])
  const branches = fields.get('branches')
  if (!Array.isArray(branches)) throw new MongoError(40060, "$switch expected an array for 'branches'")
  const parsed = branches.map((branch) => {
    const parts = fieldsOf('$switch branch', branch, ['case', 'then'])
    return { test: parse(parts.get('case') ?? null), then: parse(parts.get('then') ?? null) }
  })
  const fallback = fields.has('default') ? parse(fields.get('default') ?? null) : undefined
  return (frame) => {
    const hit = parsed.find((branch) => isTruthy(branch.test(frame)))
    if (hit !== undefined) return hit.then(frame)
    if (fallback === undefined) {
      throw new MongoError(
        40066,
        '$switch could not find a matching branch for an input, and no default was specified.',
      )
    }
    return fallback(frame)
  }
}

const letForm: Form = (operand, parse) => {
  const fields = fieldsOf('$let', operand, ['vars', 'in'])
  const vars = fields.get('vars')
  if (!isDoc(vars)) throw new MongoError(16874, 'invalid parameter: expected an object (vars)')
  const bound = [...vars].map(([name, value]): [string, Expression] => [name, parse(value)])
  const body = parse(fields.get('in') ?? null)
  return (frame) =>
    body(
      withVariables(
        frame,
        bound.map(([name, value]) => [name, value(frame)]),
      ),
    )
}

function variableName(fields: Doc): string {
  const name = fields.get('as') ?? 'this'
  if (typeof name !== 'string') throw new MongoError('FailedToParse', "'as' must be a string")
  return name
}

const map: Form = (operand, parse) => {
  const fields = fieldsOf('$map', operand, ['input', 'in'], ['as'])
  const [input, body] = [parse(fields.get('input') ?? null), parse(fields.get('in') ?? null)]
  const name = variableName(fields)
  return (frame) =>
    inputArray('$map', input(frame))?.map((each) => body(withVariables(frame, [[name, each]])) ?? null) ??
    null
}

const filter: Form = (operand, parse) => {
  const fields = fieldsOf('$filter', operand, ['input', 'cond'], ['as', 'limit'])
  const [input, test] = [parse(fields.get('input') ?? null), parse(fields.get('cond') ?? null)]
  const limit = fields.has('limit') ? parse(fields.get('limit') ?? null) : () => null
  const name = variableName(fields)
  return (frame) => {
    const kept = inputArray('$filter', input(frame))?.filter((each) =>
      isTruthy(test(withVariables(frame, [[name, each]]))),
    )
    return kept?.slice(0, toInteger(limit(frame)) ?? kept.length) ?? null
  }
}

const reduce: Form = (operand, parse) => {
  const fields = fieldsOf('$reduce', operand, ['input', 'initialValue', 'in'])
  const input = parse(fields.get('input') ?? null)
  const initial = parse(fields.get('initialValue') ?? null)
  const body = parse(fields.get('in') ?? null)
  return (frame) => {
    const values = inputArray('$reduce', input(frame))
    if (values === null) return null
    let value = initial(frame)
    for (const each of values)
      value = body(
        withVariables(frame, [
          ['value', value],
          ['this', each],
        ]),
      )
    return value
  }
}

/** Operators that compute only some of their parts, or compute them with variables of their own. */
export const forms = {
  $literal: (operand) => () => operand,
  $and: (operand, parse) => {
    const parts = listOf(operand, parse)
    return (frame) => parts.every((part) => isTruthy(part(frame)))
  },
  $or: (operand, parse) => {
    const parts = listOf(operand, parse)
    return (frame) => parts.some((part) => isTruthy(part(frame)))
  },
  $ifNull: (operand, parse) => {
    const parts = listOf(operand, parse)
    if (parts.length < 2) throw new MongoError(1257300, '$ifNull needs at least two arguments')
    return (frame) => {
      let value: Value | undefined
      for (const part of parts) {
        value = part(frame)
        if (!isNullish(value)) return value
      }
      return value
    }
  },
  $cond: cond,
  $switch: switchForm,
  $let: letForm,
  $map: map,
  $filter: filter,
  $reduce: reduce,
} satisfies Record<string, Form>
