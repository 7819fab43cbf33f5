import { mongo } from 'mongoose'
import { startEmbeddedMongo } from '../index.ts'
import { storeDirectory } from '../store/files.ts'
import { findRunningStore } from '../store/lock.ts'
import { existsSync } from 'node:fs'

/** Where the data is: a MongoDB by its connection string, else the embedded store of a data directory. */
export interface DataSource {
  dataDir: string
  uri: string | undefined
}

/** Runs an act on the database, through the running desk's store if there is one, and closes what it opened. */
export async function withDatabase<T>(source: DataSource, act: (db: mongo.Db) => Promise<T>): Promise<T> {
  const server = await openServer(source)
  try {
    const client = await new mongo.MongoClient(server.uri).connect()
    try {
      return await act(client.db())
    } finally {
      await client.close()
    }
  } finally {
    await server.stop()
  }
}

/** The database's address, and what closes what was opened for it: nothing where it runs already. */
export async function openServer({
  dataDir,
  uri,
}: DataSource): Promise<{ uri: string; stop: () => Promise<void> }> {
  const stop = (): Promise<void> => Promise.resolve()
  if (uri !== undefined && uri !== '') return { uri, stop }
  const directory = storeDirectory(dataDir)
  const running = existsSync(directory) ? await findRunningStore(directory) : undefined
  return running ? { uri: running, stop } : startEmbeddedMongo({ dataDir })
}
