import type { Clock } from './clock.ts'
import type { Config } from './config/index.ts'
import { openDatabase, type Database } from './database.ts'
import { deskStore } from './embedded-mongo/desk-store.ts'
import { startEmbeddedMongo } from './embedded-mongo/index.ts'
import type { Logger } from './logger.ts'
import { createMemoryState } from './shared-state/memory-state.ts'
import { createRedisState } from './shared-state/redis-state.ts'
import type { SharedState } from './shared-state/shared-state.ts'
import type { createUndo } from './running.ts'

/** The database and shared state that a desk stands on, whichever the configuration names. */
export interface Foundation {
  database: Database
  state: SharedState
}

/**
 * Opens the configured MongoDB or the embedded store in `<dataDir>/store`, and Redis or, for a single process, memory.
 * A desk that runs alone takes back the claims that its dead predecessor held.
 */
export async function openFoundation(
  config: Config,
  clock: Clock,
  logger: Logger,
  undo: ReturnType<typeof createUndo>,
): Promise<Foundation> {
  let uri = config.mongodbUri
  if (uri === undefined) {
    const store = await startEmbeddedMongo({ dataDir: deskStore(config.dataDir), logger })
    undo.add(() => store.stop())
    uri = store.uri
  }
  const database = await openDatabase(uri, clock)
  undo.add(() => database.close())
  const state =
    config.redisUrl === undefined
      ? createMemoryState(clock)
      : createRedisState(config.redisUrl, (error) =>
          logger.warn({ code: 'redis_away', err: error }, 'Redis connection failed'),
        )
  undo.add(() => state.close())
  if (config.redisUrl === undefined) {
    const now = clock.now()
    await Promise.all(
      [database.messages, database.inbox, database.media].map((store) => store.releaseClaims(now)),
    )
  }
  return { database, state }
}
