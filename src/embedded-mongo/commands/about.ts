import os from 'node:os'
import { Long } from 'bson'
import { MongoError } from '../mongo-error.ts'
import type { Reply } from '../bson/value.ts'
import { MAX_DOCUMENT_BYTES } from '../store/collection.ts'
import type { Command } from './command.ts'
import { MAX_WRITE_BATCH } from './write.ts'

/** Largest message accepted, as MongoDB announces it. */
export const MAX_MESSAGE_BYTES = 48_000_000
/** Version of MongoDB whose behaviour is followed; drivers and tools choose their commands by it. */
const VERSION = [7, 0, 0]
/** Wire protocol version of that MongoDB. */
const WIRE_VERSION = 21

/** `hello` and its old names: a standalone server, so that drivers neither retry writes nor start transactions. */
export const hello: Command = (request) => {
  const isLegacy = request.name !== 'hello'
  return {
    helloOk: true,
    ...(isLegacy ? { ismaster: true } : { isWritablePrimary: true }),
    maxBsonObjectSize: MAX_DOCUMENT_BYTES,
    maxMessageSizeBytes: MAX_MESSAGE_BYTES,
    maxWriteBatchSize: MAX_WRITE_BATCH,
    localTime: new Date(),
    logicalSessionTimeoutMinutes: 30,
    connectionId: request.connectionId,
    minWireVersion: 0,
    maxWireVersion: WIRE_VERSION,
    readOnly: false,
  }
}

/** `buildInfo`; the module's name tells people what they are looking at. */
export const buildInfo: Command = () => ({
  version: VERSION.join('.'),
  gitVersion: 'property-desk-embedded-store',
  modules: ['property-desk-embedded-store'],
  allocator: 'none',
  javascriptEngine: 'none',
  sysInfo: 'deprecated',
  versionArray: [...VERSION, 0],
  openssl: { running: 'disabled', compiled: 'disabled' },
  bits: 64,
  debug: false,
  maxBsonObjectSize: MAX_DOCUMENT_BYTES,
  storageEngines: ['propertyDesk'],
})

/** `serverStatus`, as far as tools show it. */
export const serverStatus: Command = (_request, engine) => {
  const uptime = (Date.now() - engine.startedAt.getTime()) / 1000
  const { rss, heapUsed } = process.memoryUsage()
  return {
    host: os.hostname(),
    version: VERSION.join('.'),
    process: 'property-desk-embedded-store',
    pid: Long.fromNumber(process.pid),
    uptime,
    uptimeMillis: Long.fromNumber(Math.round(uptime * 1000)),
    localTime: new Date(),
    mem: {
      bits: 64,
      resident: Math.round(rss / 2 ** 20),
      virtual: Math.round(heapUsed / 2 ** 20),
      supported: true,
    },
    metrics: { cursor: { open: { total: engine.cursors.size } } },
    storageEngine: { name: 'propertyDesk', persistent: true, readOnly: false },
  }
}

/** `hostInfo`. */
export const hostInfo: Command = () => ({
  system: { currentTime: new Date(), hostname: os.hostname(), cpuAddrSize: 64, numCores: os.cpus().length },
  os: { type: os.type(), name: os.platform(), version: os.release() },
  extra: {},
})

/** `getParameter`: the feature compatibility version, which is all that tools ask for. */
export const getParameter: Command = (request) => {
  const wanted = request.body.has('featureCompatibilityVersion')
  if (!wanted) throw new MongoError('InvalidOptions', 'no option found to get')
  return { featureCompatibilityVersion: { version: VERSION.slice(0, 2).join('.') } }
}

/** `connectionStatus`: nobody is authenticated; the socket's permissions guard the store. */
export const connectionStatus: Command = () => ({
  authInfo: { authenticatedUsers: [], authenticatedUserRoles: [], authenticatedUserPrivileges: [] },
})

/** `getLog`: no log lines are kept here; they go to the desk's logger. */
export const getLog: Command = (request) =>
  request.args.value('getLog') === '*'
    ? { names: ['global', 'startupWarnings'] }
    : { totalLinesWritten: 0, log: [] }

/** `getCmdLineOpts`. */
export const getCmdLineOpts: Command = () => ({ argv: [], parsed: {} })

/** `whatsmyuri`. */
export const whatsmyuri: Command = (request) => ({ you: `connection:${request.connectionId}` })

/** `startSession`: ids are accepted from drivers and mean nothing here, as there are no transactions. */
export const startSession: Command = () => {
  throw new MongoError(
    'CommandNotFound',
    "no such command: 'startSession'; drivers make session ids themselves",
  )
}

/** A command that has nothing to do. */
export const nothing: Command = (): Reply => ({})
