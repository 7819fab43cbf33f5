import { parsePipeline, stageOf } from '../aggregate/pipeline.ts'
import type { Scope } from '../aggregate/expression.ts'
import type { Doc, Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'

/** The stages MongoDB allows in an update. */
const ALLOWED = new Set(['$addFields', '$set', '$project', '$unset', '$replaceRoot', '$replaceWith'])

/** Parses a pipeline used as an update; it turns one document into one document. */
export function parsePipelineUpdate(stages: readonly Value[]): (doc: Doc, scope: Scope) => Doc {
  for (const stage of stages) {
    const [name] = stageOf(stage)
    if (!ALLOWED.has(name))
      throw new MongoError('InvalidOptions', `${name} is not allowed to be used within an update`)
  }
  const pipeline = parsePipeline(stages)
  return (doc, scope) => {
    const [after] = pipeline([doc], { scope, read: () => [] })
    if (after === undefined) throw new MongoError('InternalError', 'the update pipeline gave no document')
    return after
  }
}
