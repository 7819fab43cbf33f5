import type { Reply } from './bson/value.ts'

/** Names of MongoDB's error codes used here (src/mongo/base/error_codes.yml); others are called `Location<code>`. */
const NAMES = {
  InternalError: 1,
  BadValue: 2,
  FailedToParse: 9,
  TypeMismatch: 14,
  Overflow: 15,
  InvalidLength: 16,
  IllegalOperation: 20,
  InvalidBSON: 22,
  NamespaceNotFound: 26,
  IndexNotFound: 27,
  PathNotViable: 28,
  ConflictingUpdateOperators: 40,
  CursorNotFound: 43,
  NamespaceExists: 48,
  MaxTimeMSExpired: 50,
  DollarPrefixedFieldName: 52,
  InvalidIdField: 53,
  NotSingleValueField: 54,
  EmptyFieldName: 56,
  CommandNotFound: 59,
  ImmutableField: 66,
  CannotCreateIndex: 67,
  InvalidOptions: 72,
  InvalidNamespace: 73,
  UnknownReplWriteConcern: 79,
  IndexOptionsConflict: 85,
  IndexKeySpecsConflict: 86,
  NotAReplicaSet: 123,
  ExceededMemoryLimit: 146,
  InvalidPipelineOperator: 168,
  CannotIndexParallelArrays: 171,
  InvalidIndexSpecificationOption: 197,
  NotImplemented: 238,
  ConversionFailure: 241,
  NoQueryExecutionPlans: 291,
  BSONObjectTooLarge: 10334,
  DuplicateKey: 11000,
  OutOfDiskSpace: 14031,
} as const

/** Name of a MongoDB error that has one. */
export type MongoErrorName = keyof typeof NAMES

/** A refusal as MongoDB words it on the wire: number, name, message and extra fields (`keyPattern` …). */
export class MongoError extends Error {
  readonly code: number
  readonly codeName: string
  readonly details: Reply

  constructor(code: MongoErrorName | number, message: string, details: Reply = {}) {
    super(message)
    this.name = 'MongoError'
    this.code = typeof code === 'number' ? code : NAMES[code]
    this.codeName = typeof code === 'number' ? `Location${code}` : code
    this.details = details
  }
}

/** The refusal of something MongoDB has and this store leaves out (see the table in README.md). */
export function notSupported(what: string): MongoError {
  return new MongoError('NotImplemented', `${what} is not supported by the embedded store`)
}
