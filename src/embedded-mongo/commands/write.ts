import { decodeDoc } from '../bson/decode.ts'
import { encodeDoc } from '../bson/encode.ts'
import { isDoc, Oid, typeName, type Doc, type Reply, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { parseFilter } from '../query/parse-filter.ts'
import { runQuery } from '../query/scan.ts'
import { namespaceOf } from '../store/catalog.ts'
import type { ChangeSet } from '../store/change-set.ts'
import { withIdFirst } from '../update/apply-update.ts'
import { Arguments } from './arguments.ts'
import type { Command, Request } from './command.ts'
import { hintOf, scopeOf } from './read.ts'
import { runUpdate, updateOf } from './run-update.ts'

/** MongoDB's limit of statements in one command. */
export const MAX_WRITE_BATCH = 100_000

/** Runs each statement; a failing one is reported and, when `ordered`, ends the command. Earlier ones stay done. */
function eachStatement(
  request: Request,
  statements: readonly unknown[],
  run: (index: number) => void,
): Reply {
  if (statements.length === 0 || statements.length > MAX_WRITE_BATCH) {
    throw new MongoError(
      'InvalidLength',
      `Write batch sizes must be between 1 and ${MAX_WRITE_BATCH}. Got ${statements.length} operations.`,
    )
  }
  const writeErrors: Reply[] = []
  const isOrdered = request.args.boolean('ordered', true)
  for (const index of statements.keys()) {
    try {
      run(index)
    } catch (error) {
      if (!(error instanceof MongoError)) throw error
      writeErrors.push({ index, code: error.code, errmsg: error.message, ...error.details })
      if (isOrdered) break
    }
  }
  return writeErrors.length === 0 ? {} : { writeErrors }
}

/** Statements come as an array in the command or, from drivers, as a document sequence beside it. */
function statementsOf(request: Request, key: string): Doc[] {
  const sequence = request.sequences.get(key)
  if (sequence !== undefined) return sequence.map((bytes) => decodeDoc(bytes))
  return request.args.array(key).map((value) => {
    if (isDoc(value)) return value
    throw new MongoError(
      'TypeMismatch',
      `BSON field '${request.name}.${key}' has an element of type '${typeName(value)}'`,
    )
  })
}

/** `insert`. */
export const insert: Command = (request, { store }) => {
  const { args } = request
  args.only('documents', 'ordered', 'bypassDocumentValidation')
  const ns = namespaceOf(request.db, args.string('insert'))
  const sequence = request.sequences.get('documents')
  const docs = statementsOf(request, 'documents')
  return store.write((changes) => {
    const collection = changes.ensureCollection(ns)
    let n = 0
    const errors = eachStatement(request, docs, (i) => {
      const doc = docs[i] ?? new Map<string, Value>()
      const sent = sequence?.[i]
      const bytes = sent !== undefined && startsWithId(doc) ? ownCopy(sent) : encodeDoc(withId(doc))
      changes.insert(collection, collection.checked(bytes))
      n++
    })
    return { n, ...errors }
  })
}

function startsWithId(doc: Doc): boolean {
  const [first] = doc
  if (first?.[0] !== '_id') return false
  checkId(first[1])
  return true
}

function withId(doc: Doc): Doc {
  const id = doc.get('_id') ?? (doc.has('_id') ? null : Oid.create())
  checkId(id)
  return withIdFirst(doc, id)
}

function checkId(id: Value): void {
  const type = typeName(id)
  if (type === 'array' || type === 'regex') {
    throw new MongoError('InvalidIdField', `The '_id' value cannot be of type ${type}`)
  }
}

/** `update`. */
export const update: Command = (request, { store }) => {
  request.args.only('updates', 'ordered', 'bypassDocumentValidation', 'let')
  const ns = namespaceOf(request.db, request.args.string('update'))
  const statements = statementsOf(request, 'updates')
  const scope = scopeOf(request)
  return store.write((changes) => {
    let [n, nModified] = [0, 0]
    const upserted: Reply[] = []
    const errors = eachStatement(request, statements, (index) => {
      const statement = statements[index] ?? new Map<string, Value>()
      const done = runUpdate(changes, ns, updateOf(statement, { scope, deadline: request.deadline }))
      n += done.matched
      nModified += done.modified
      if (done.upsertedId === undefined) return
      n++
      upserted.push({ index, _id: done.upsertedId })
    })
    return { n, nModified, ...(upserted.length > 0 ? { upserted } : {}), ...errors }
  })
}

/** `delete`. */
export const remove: Command = (request, { store }) => {
  request.args.only('deletes', 'ordered', 'let')
  const ns = namespaceOf(request.db, request.args.string('delete'))
  const statements = statementsOf(request, 'deletes')
  return store.write((changes) => {
    let n = 0
    const errors = eachStatement(request, statements, (index) => {
      n += runDelete(changes, ns, statements[index] ?? new Map<string, Value>(), request)
    })
    return { n, ...errors }
  })
}

function runDelete(changes: ChangeSet, ns: string, statement: Doc, request: Request): number {
  const args = new Arguments('delete.deletes', new Map([['', null], ...statement]))
  args.only('q', 'limit', 'collation', 'hint').simpleCollation()
  const limit = args.value('limit')
  if (limit !== 0 && limit !== 1) {
    throw new MongoError('FailedToParse', 'The limit field in delete objects must be 0 or 1.')
  }
  const collection = changes.collection(ns)
  const filter = parseFilter(args.doc('q'))
  if (collection === undefined) return 0
  const query = { filter, sort: [], skip: 0, limit: limit === 0 ? Infinity : 1, ...hintOf(args) }
  const found = [...runQuery(collection, { ...query, scope: scopeOf(request), deadline: request.deadline })]
  for (const { rid, bytes } of found) changes.remove(collection, rid, bytes)
  return found.length
}

/** A copy outside the pool of small buffers, which one long-lived record would keep alive. */
function ownCopy(bytes: Buffer): Buffer {
  const copy = Buffer.allocUnsafeSlow(bytes.length)
  bytes.copy(copy)
  return copy
}
