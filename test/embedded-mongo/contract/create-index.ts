import type { mongo } from 'mongoose'

/** Creates one index. */
export function createIndex(
  collection: mongo.Collection,
  key: Record<string, 1 | -1>,
  options: mongo.IndexOptions = {},
): Promise<string> {
  return collection.createIndex(key, options, undefined)
}
