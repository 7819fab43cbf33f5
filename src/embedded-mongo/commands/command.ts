import type { Scope } from '../aggregate/expression.ts'
import type { Doc, Reply } from '../bson/value.ts'
import type { Store } from '../store/store.ts'
import type { Arguments } from './arguments.ts'
import type { Cursors } from './cursors.ts'

/** A command as it arrived: `body` with its name first, and document sequences as raw BSON. */
export interface Request {
  name: string
  db: string
  body: Doc
  args: Arguments
  sequences: ReadonlyMap<string, readonly Buffer[]>
  scope: Scope
  /** When the command must be over (`maxTimeMS`), in milliseconds since the epoch. */
  deadline: number
  connectionId: number
}

/** What commands work on. */
export interface Engine {
  store: Store
  cursors: Cursors
  startedAt: Date
}

/** Runs one command to its end; a thrown `MongoError` becomes the answer. */
export type Command = (request: Request, engine: Engine) => Reply
