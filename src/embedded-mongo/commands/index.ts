import * as about from './about.ts'
import { aggregate } from './aggregate.ts'
import type { Command } from './command.ts'
import { explain } from './explain.ts'
import { findAndModify } from './find-and-modify.ts'
import { count, distinct, find, getMore, killCursors } from './read.ts'
import * as indexes from './indexes.ts'
import * as schema from './schema.ts'
import { collStats, dbStats, listDatabases } from './stats.ts'
import { insert, remove, update } from './write.ts'

/** Every command there is, by all of its names. */
export const COMMANDS = new Map<string, Command>([
  ['hello', about.hello],
  ['isMaster', about.hello],
  ['ismaster', about.hello],
  ['ping', about.nothing],
  ['buildInfo', about.buildInfo],
  ['buildinfo', about.buildInfo],
  ['serverStatus', about.serverStatus],
  ['hostInfo', about.hostInfo],
  ['getParameter', about.getParameter],
  ['connectionStatus', about.connectionStatus],
  ['getLog', about.getLog],
  ['getCmdLineOpts', about.getCmdLineOpts],
  ['whatsmyuri', about.whatsmyuri],
  ['endSessions', about.nothing],
  ['refreshSessions', about.nothing],
  ['killSessions', about.nothing],
  ['find', find],
  ['getMore', getMore],
  ['killCursors', killCursors],
  ['count', count],
  ['distinct', distinct],
  ['aggregate', aggregate],
  ['explain', explain],
  ['insert', insert],
  ['update', update],
  ['delete', remove],
  ['findAndModify', findAndModify],
  ['findandmodify', findAndModify],
  ['create', schema.create],
  ['drop', schema.drop],
  ['dropDatabase', schema.dropDatabase],
  ['renameCollection', schema.renameCollection],
  ['listCollections', schema.listCollections],
  ['listIndexes', indexes.listIndexes],
  ['createIndexes', indexes.createIndexes],
  ['dropIndexes', indexes.dropIndexes],
  ['deleteIndexes', indexes.dropIndexes],
  ['listDatabases', listDatabases],
  ['dbStats', dbStats],
  ['dbstats', dbStats],
  ['collStats', collStats],
  ['collstats', collStats],
])
