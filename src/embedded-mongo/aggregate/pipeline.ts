import { isDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { visitPath } from '../query/path.ts'
import { groupKey } from './group.ts'
import { evaluate, type Expression, type Scope } from './expression.ts'
import { parseExpression } from './parse-expression.ts'
import { unknownStage } from './left-out-stages.ts'
import { SIMPLE_STAGES, type Stage, type StageContext } from './stages.ts'

/** Parses a list of stages into one. */
export function parsePipeline(stages: readonly Value[]): Stage {
  const parsed = stages.map(parseStage)
  return (docs, context) => parsed.reduce<Iterable<Doc>>((input, stage) => stage(input, context), docs)
}

/** The name and operand of a stage document. */
export function stageOf(stage: Value): [string, Value] {
  if (!isDoc(stage))
    throw new MongoError('TypeMismatch', "Each element of the 'pipeline' array must be an object")
  const [entry, ...more] = stage
  if (entry === undefined || more.length > 0) {
    throw new MongoError(40323, 'A pipeline stage specification object must contain exactly one field.')
  }
  return entry
}

function parseStage(stage: Value): Stage {
  const [name, operand] = stageOf(stage)
  if (name === '$lookup') return lookup(operand)
  if (name === '$facet') return facet(operand)
  const parse = SIMPLE_STAGES.get(name)
  if (parse === undefined) throw unknownStage(name)
  return parse(operand)
}

function facet(operand: Value): Stage {
  if (!isDoc(operand) || operand.size === 0)
    throw new MongoError(40169, 'the $facet specification must be a non-empty object')
  const parts = [...operand].map(([name, stages]): [string, Stage] => {
    if (!Array.isArray(stages))
      throw new MongoError(40170, `arguments to $facet must be arrays, ${name} is not`)
    return [name, parsePipeline(stages)]
  })
  return (docs, context) => {
    const all = [...docs]
    return [new Map<string, Value>(parts.map(([name, stage]) => [name, [...stage(all, context)]]))]
  }
}

/** `$lookup` by equality, by pipeline with `let`, or both (then both must hold). */
function lookup(operand: Value): Stage {
  if (!isDoc(operand))
    throw new MongoError('FailedToParse', 'the $lookup stage specification must be an object')
  const text = (key: string): string | undefined => {
    const value = operand.get(key)
    if (value !== undefined && typeof value !== 'string')
      throw new MongoError('FailedToParse', `$lookup argument '${key}' must be a string`)
    return value
  }
  const [from, as, local, foreign] = [text('from'), text('as'), text('localField'), text('foreignField')]
  for (const key of operand.keys()) {
    if (!['from', 'as', 'localField', 'foreignField', 'let', 'pipeline'].includes(key)) {
      throw new MongoError('FailedToParse', `unknown argument to $lookup: ${key}`)
    }
  }
  if (from === undefined || as === undefined)
    throw new MongoError('FailedToParse', "$lookup needs 'from' and 'as'")
  if ((local === undefined) !== (foreign === undefined)) {
    throw new MongoError(
      'FailedToParse',
      "$lookup requires both or neither of 'localField' and 'foreignField'",
    )
  }
  const stages = operand.get('pipeline')
  if (stages !== undefined && !Array.isArray(stages))
    throw new MongoError('TypeMismatch', "'pipeline' option must be an array")
  if (local === undefined && stages === undefined) {
    throw new MongoError(
      'FailedToParse',
      "$lookup requires either 'pipeline' or both 'localField' and 'foreignField'",
    )
  }
  const pipeline = parsePipeline(stages ?? [])
  const bound = parseLet(operand.get('let'))
  return function* (docs, context) {
    const candidates =
      local === undefined || foreign === undefined
        ? everyDoc([...context.read(from)])
        : joinBy(local.split('.'), foreign.split('.'), context.read(from))
    for (const doc of docs) {
      const inner = { ...context, scope: bindScope(bound, doc, context) }
      yield new Map([...doc, [as, [...pipeline(candidates(doc), inner)]]])
    }
  }
}

function parseLet(value: Value | undefined): [string, Expression][] {
  if (value === undefined) return []
  if (!isDoc(value)) throw new MongoError('FailedToParse', "$lookup argument 'let' must be an object")
  return [...value].map(([name, each]) => [name, parseExpression(each)])
}

function bindScope(bound: readonly [string, Expression][], doc: Doc, context: StageContext): Scope {
  if (bound.length === 0) return context.scope
  const added = bound.map(([name, each]): [string, Value | undefined] => [
    name,
    evaluate(each, doc, context.scope),
  ])
  return { ...context.scope, variables: new Map([...context.scope.variables, ...added]) }
}

function everyDoc(docs: Doc[]): (doc: Doc) => Doc[] {
  return () => docs
}

/** Groups the foreign documents by each of their values once, so that a join costs one look-up per document. */
function joinBy(local: string[], foreign: string[], docs: Iterable<Doc>): (doc: Doc) => Doc[] {
  const byKey = new Map<string, Doc[]>()
  for (const doc of docs) {
    for (const key of new Set(joinKeys(doc, foreign))) {
      const same = byKey.get(key)
      if (same === undefined) byKey.set(key, [doc])
      else same.push(doc)
    }
  }
  return (doc) => [...new Set(joinKeys(doc, local).flatMap((key) => byKey.get(key) ?? []))]
}

function joinKeys(doc: Doc, parts: string[]): string[] {
  const keys: string[] = []
  visitPath(doc, parts, (value) => {
    keys.push(groupKey(value ?? null))
    if (Array.isArray(value)) keys.push(...value.map(groupKey))
    return false
  })
  return keys.length === 0 ? [groupKey(null)] : keys
}
