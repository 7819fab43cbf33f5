import { decodeDoc } from '../bson/decode.ts'
import { encodeDoc } from '../bson/encode.ts'
import { RawDoc, type Reply, type ReplyValue } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { project } from '../query/project.ts'
import { parseProjection } from '../query/projection.ts'
import { runQuery } from '../query/scan.ts'
import { parseSort } from '../query/sort.ts'
import { namespaceOf } from '../store/catalog.ts'
import { parseUpdate } from '../update/parse-update.ts'
import type { Command, Request } from './command.ts'
import { hintOf, scopeOf } from './read.ts'
import { parseArrayFilters, runUpdate } from './run-update.ts'

const FIELDS = [
  'query',
  'sort',
  'remove',
  'update',
  'new',
  'fields',
  'upsert',
  'bypassDocumentValidation',
  'arrayFilters',
  'hint',
  'let',
  'collation',
]

/** `findAndModify`: one document, atomically updated, replaced, upserted or removed, and answered. */
export const findAndModify: Command = (request, { store }) => {
  const { args } = request
  args.only(...FIELDS).simpleCollation()
  const isRemoval = args.boolean('remove')
  const change = args.value('update')
  if (isRemoval === (change !== undefined)) {
    throw new MongoError('FailedToParse', 'Either an update or remove=true must be specified, not both')
  }
  const isNew = args.boolean('new')
  const isUpsert = args.boolean('upsert')
  if (isRemoval && (isUpsert || isNew)) {
    throw new MongoError('FailedToParse', 'Cannot specify upsert or new=true with remove=true')
  }
  const ns = namespaceOf(request.db, args.string(request.name))
  const filter = parseFilter(args.doc('query'))
  const base = {
    filter,
    sort: parseSort(args.doc('sort')),
    scope: scopeOf(request),
    deadline: request.deadline,
    ...hintOf(args),
  }
  return store.write((changes): Reply => {
    if (isRemoval) {
      const collection = changes.collection(ns)
      const [found] =
        collection === undefined ? [] : [...runQuery(collection, { ...base, skip: 0, limit: 1 })]
      if (collection !== undefined && found !== undefined) changes.remove(collection, found.rid, found.bytes)
      return { lastErrorObject: { n: found === undefined ? 0 : 1 }, value: shown(request, found?.bytes) }
    }
    const outcome = runUpdate(changes, ns, {
      ...base,
      update: parseUpdate(change ?? null),
      isMulti: false,
      isUpsert,
      arrayFilters: parseArrayFilters(args.optionalArray('arrayFilters') ?? []),
    })
    const { matched, upsertedId, before, after } = outcome
    return {
      lastErrorObject: {
        n: matched + (upsertedId === undefined ? 0 : 1),
        updatedExisting: matched > 0,
        ...(upsertedId === undefined ? {} : { upserted: upsertedId }),
      },
      value: shown(request, isNew ? after : before),
    }
  })
}

function shown(request: Request, bytes: Buffer | undefined): ReplyValue {
  if (bytes === undefined) return null
  const fields = request.args.doc('fields')
  if (fields.size === 0) return new RawDoc(bytes)
  const projection = parseProjection(fields, parseFilter(request.args.doc('query')))
  return new RawDoc(encodeDoc(project(decodeDoc(bytes), projection, request.scope)))
}
