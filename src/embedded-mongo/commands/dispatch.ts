import { isDoc, type Doc, type Reply, type Value } from '../bson/value.ts'
import { describeValue } from '../bson/describe.ts'
import { isTruthy } from '../aggregate/expression.ts'
import { MongoError } from '../mongo-error.ts'
import { Arguments } from './arguments.ts'
import type { Engine } from './command.ts'
import { COMMANDS } from './index.ts'

/** A command as the wire delivers it. */
export interface Incoming {
  body: Doc
  sequences: ReadonlyMap<string, readonly Buffer[]>
  connectionId: number
}

/** Runs one command and gives the whole answer; errors of MongoDB become answers, anything else is thrown on. */
export function dispatch(incoming: Incoming, engine: Engine): Reply {
  try {
    return { ...run(incoming, engine), ok: DONE }
  } catch (error) {
    if (!(error instanceof MongoError)) throw error
    return errorReply(error)
  }
}

/** MongoDB answers `ok` as a double; to drivers the number is the same. */
const DONE = 1

/** The answer that says what went wrong. */
export function errorReply(error: MongoError): Reply {
  return { ok: 0, errmsg: error.message, code: error.code, codeName: error.codeName, ...error.details }
}

function run({ body, sequences, connectionId }: Incoming, engine: Engine): Reply {
  const [name = ''] = body.keys()
  const db = body.get('$db')
  if (typeof db !== 'string') throw new MongoError(40414, "BSON field '$db' is missing but a required field")
  const command = COMMANDS.get(name)
  if (command === undefined) throw new MongoError('CommandNotFound', `no such command: '${name}'`)
  const args = new Arguments(name, body)
  checkTransaction(body)
  checkReadConcern(args.optionalDoc('readConcern'))
  checkWriteConcern(args.optionalDoc('writeConcern'))
  const now = new Date()
  const limit = args.integer('maxTimeMS', 0)
  const deadline = limit === 0 ? Infinity : now.getTime() + limit
  const scope = { now, variables: new Map<string, Value>() }
  return command({ name, db, body, args, sequences, scope, deadline, connectionId }, engine)
}

/** What MongoDB says to a transaction or a retryable write on a standalone server. */
function checkTransaction(body: Doc): void {
  if (!body.has('txnNumber') && !body.has('startTransaction') && !body.has('autocommit')) return
  throw new MongoError(
    'IllegalOperation',
    'Transaction numbers are only allowed on a replica set member or mongos',
  )
}

/** Every read sees only what is durable, which is as much as `majority` asks of a standalone. */
function checkReadConcern(concern: Doc | undefined): void {
  const level = concern?.get('level') ?? 'local'
  if (concern?.has('afterClusterTime') === true || level === 'snapshot' || level === 'linearizable') {
    throw new MongoError(
      'NotAReplicaSet',
      `node needs to be a replica set member to use read concern ${describeValue(level)}`,
    )
  }
  if (level !== 'local' && level !== 'available' && level !== 'majority') {
    throw new MongoError(
      'FailedToParse',
      `readConcern.level must be local, majority, linearizable, available or snapshot`,
    )
  }
}

/** Writes are durable before they are acknowledged, so every concern a standalone can give is kept. */
function checkWriteConcern(concern: Doc | undefined): void {
  const w = concern?.get('w') ?? 1
  if (w === 0 || w === 1 || w === 'majority') return
  if (typeof w === 'string')
    throw new MongoError(
      'UnknownReplWriteConcern',
      `No write concern mode named '${w}' found in replica set configuration`,
    )
  if (isDoc(w) || !isTruthy(w)) throw new MongoError('FailedToParse', 'w has to be a number or string')
  throw new MongoError('BadValue', "cannot use 'w' > 1 when a host is not replicated")
}
