import { MongoError, notSupported } from '../mongo-error.ts'

const LEFT_OUT = new Set([
  '$bucket',
  '$bucketAuto',
  '$currentOp',
  '$densify',
  '$documents',
  '$fill',
  '$geoNear',
  '$graphLookup',
  '$listLocalSessions',
  '$listSessions',
  '$merge',
  '$out',
  '$planCacheStats',
  '$redact',
  '$setWindowFields',
  '$unionWith',
  '$search',
  '$vectorSearch',
  '$querySettings',
  '$listSampledQueries',
  '$shardedDataDistribution',
])

/** The refusal of a stage that is left out or does not exist. */
export function unknownStage(name: string): MongoError {
  if (name === '$changeStream') {
    return new MongoError(40573, 'The $changeStream stage is only supported on replica sets')
  }
  if (LEFT_OUT.has(name)) return notSupported(`aggregation stage ${name}`)
  return new MongoError(40324, `Unrecognized pipeline stage name: '${name}'`)
}
