import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import mongoose from 'mongoose'
import type { Clock } from '../../src/clock.ts'
import { openDatabase, type Database } from '../../src/database.ts'
import { startEmbeddedMongo } from '../../src/embedded-mongo/index.ts'

let databases = 0

/** A fresh database: on the MongoDB that MONGODB_URI names, else on an embedded store of its own. */
export async function openTestDatabase(
  clock: Clock,
): Promise<Database & { uri: string; drop(): Promise<void> }> {
  databases += 1
  const given = process.env.MONGODB_URI
  if (given !== undefined) {
    const uri = new URL(given)
    uri.pathname = `/desk_test_${String(process.pid)}_${String(databases)}`
    const database = await openDatabase(uri.href, clock)
    return {
      ...database,
      uri: uri.href,
      async drop() {
        await database.close()
        const connection = await mongoose.createConnection(uri.href).asPromise()
        await connection.dropDatabase()
        await connection.close()
      },
    }
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'desk-database-'))
  const store = await startEmbeddedMongo({ dataDir })
  const database = await openDatabase(store.uri, clock)
  return {
    ...database,
    uri: store.uri,
    async drop() {
      await database.close()
      await store.stop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
