import { mongo } from 'mongoose'
import { aggregationContract } from './aggregation.ts'
import { concurrencyContract } from './concurrency.ts'
import { cursorContract } from './cursors.ts'
import { errorContract } from './errors.ts'
import { expressionContract } from './expressions.ts'
import { indexContract } from './indexes.ts'
import { projectionContract } from './projections.ts'
import { queryContract } from './queries.ts'
import { updateContract } from './updates.ts'

/** Gives the collection of the running test: empty at the start of each. */
export type UseCollection = () => mongo.Collection

/** A server to test: its connection string, and how to stop what was started for it. */
export interface TestServer {
  uri: string
  stop: () => Promise<void>
}

/**
 * What the desk relies on a MongoDB for. Runs unchanged against any server: the embedded store, or a real MongoDB.
 * Where semantics could be doubted, the test names the page of MongoDB's manual that its expected value comes from.
 */
export function mongoContract(name: string, open: () => Promise<TestServer>): void {
  describe(`${name} keeps the contract of a MongoDB`, () => {
    let server: TestServer
    let client: mongo.MongoClient
    let db: mongo.Db
    let count = 0

    before(async () => {
      server = await open()
      client = await new mongo.MongoClient(server.uri).connect()
      db = client.db(`contract_${Date.now().toString(36)}`)
    })
    after(async () => {
      await db.dropDatabase()
      await client.close()
      await server.stop()
    })
    beforeEach(() => {
      count++
    })

    const use: UseCollection = () => db.collection(`c${count}`)
    queryContract(use)
    projectionContract(use)
    updateContract(use)
    indexContract(use)
    errorContract(use)
    cursorContract(use)
    aggregationContract(use)
    expressionContract(use)
    concurrencyContract(use)
  })
}
