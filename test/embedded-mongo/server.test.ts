import { expect } from 'chai'
import { rm } from 'node:fs/promises'
import { mongo } from 'mongoose'
import { startEmbeddedMongo, type EmbeddedMongo } from '../../src/embedded-mongo/index.ts'
import { refusalOf } from './contract/refusal.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

type Document = mongo.BSON.Document
const { Long } = mongo.BSON

describe('The embedded store as a server', () => {
  let dataDir: string
  let server: EmbeddedMongo
  let client: mongo.MongoClient
  let db: mongo.Db

  before(async () => {
    dataDir = await temporaryDirectory()
    server = await startEmbeddedMongo({ dataDir })
    client = await new mongo.MongoClient(server.uri).connect()
    db = client.db()
  })
  after(async () => {
    await client.close()
    await server.stop()
    await rm(dataDir, { recursive: true })
  })

  it('names the database of the desk in its address', () => {
    expect(db.databaseName).to.equal('property_desk')
  })

  it('announces a standalone server of MongoDB 7, and says what it is', async () => {
    const hello = await db.command({ hello: 1 })
    expect(hello).to.deep.include({
      isWritablePrimary: true,
      maxWireVersion: 21,
      maxBsonObjectSize: 16_777_216,
    })
    expect(hello).to.not.have.any.keys('setName', 'msg', 'topologyVersion')
    expect((await db.admin().buildInfo()).modules).to.deep.equal(['property-desk-embedded-store'])
  })

  // What the refusals of MongoDB are called: src/mongo/base/error_codes.yml and the place that throws.
  const refused: [what: string, command: Document, code: number, codeName: string][] = [
    [
      'a transaction',
      {
        find: 'c',
        lsid: { id: new mongo.UUID() },
        txnNumber: Long.fromNumber(1),
        startTransaction: true,
        autocommit: false,
      },
      20,
      'IllegalOperation',
    ],
    [
      'a retryable write',
      { insert: 'c', documents: [{ a: 1 }], lsid: { id: new mongo.UUID() }, txnNumber: Long.fromNumber(1) },
      20,
      'IllegalOperation',
    ],
    [
      'a change stream',
      { aggregate: 'c', pipeline: [{ $changeStream: {} }], cursor: {} },
      40573,
      'Location40573',
    ],
    [
      'a read concern of replica sets',
      { find: 'c', readConcern: { level: 'snapshot' } },
      123,
      'NotAReplicaSet',
    ],
    [
      'a write concern of replica sets',
      { insert: 'c', documents: [{ a: 1 }], writeConcern: { w: 3 } },
      2,
      'BadValue',
    ],
    ['a tailable cursor', { find: 'c', tailable: true }, 2, 'BadValue'],
    [
      'a text index',
      { createIndexes: 'c', indexes: [{ key: { a: 'text' }, name: 'a' }] },
      238,
      'NotImplemented',
    ],
    [
      'a geo index',
      { createIndexes: 'c', indexes: [{ key: { a: '2dsphere' }, name: 'a' }] },
      238,
      'NotImplemented',
    ],
    [
      'a wildcard index',
      { createIndexes: 'c', indexes: [{ key: { '$**': 1 }, name: 'a' }] },
      238,
      'NotImplemented',
    ],
    [
      'a TTL index',
      { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', expireAfterSeconds: 5 }] },
      238,
      'NotImplemented',
    ],
    [
      'a hidden index',
      { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', hidden: true }] },
      238,
      'NotImplemented',
    ],
    [
      'an index option that does not exist',
      { createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', foo: 1 }] },
      197,
      'InvalidIndexSpecificationOption',
    ],
    ['a capped collection', { create: 'x', capped: true, size: 1000 }, 238, 'NotImplemented'],
    ['a time series', { create: 'x', timeseries: { timeField: 't' } }, 238, 'NotImplemented'],
    ['a view', { create: 'x', viewOn: 'c', pipeline: [{ $match: {} }] }, 238, 'NotImplemented'],
    ['a validator', { create: 'x', validator: { a: 1 } }, 238, 'NotImplemented'],
    ['a collation', { find: 'c', collation: { locale: 'zh' } }, 238, 'NotImplemented'],
    ['returnKey', { find: 'c', returnKey: true }, 238, 'NotImplemented'],
    ['$where', { find: 'c', filter: { $where: 'true' } }, 238, 'NotImplemented'],
    ['$jsonSchema', { find: 'c', filter: { $jsonSchema: {} } }, 238, 'NotImplemented'],
    ['$out', { aggregate: 'c', pipeline: [{ $out: 'd' }], cursor: {} }, 238, 'NotImplemented'],
    [
      '$function',
      { aggregate: 'c', pipeline: [{ $project: { a: { $function: {} } } }], cursor: {} },
      238,
      'NotImplemented',
    ],
    ['an unknown option', { insert: 'c', documents: [{ a: 1 }], foo: 1 }, 40415, 'Location40415'],
    ['mapReduce', { mapReduce: 'c' }, 59, 'CommandNotFound'],
    ['logging in', { saslStart: 1 }, 59, 'CommandNotFound'],
  ]
  for (const [what, command, code, codeName] of refused) {
    it(`refuses ${what} with ${code} ${codeName}`, async () => {
      const refusal = await refusalOf(db.command(command))
      expect({ code: refusal.code, codeName: refusal.codeName }).to.deep.equal({ code, codeName })
    })
  }

  it('answers what mongosh, Compass and mongodump ask', async () => {
    await db.collection('seen').insertMany([{ a: 1 }, { a: 2 }])
    const admin = client.db('admin')
    for (const command of [
      'ping',
      'buildInfo',
      'hostInfo',
      'serverStatus',
      'connectionStatus',
      'getCmdLineOpts',
      'whatsmyuri',
    ]) {
      expect((await admin.command({ [command]: 1 })).ok, command).to.equal(1)
    }
    expect((await admin.command({ getLog: 'startupWarnings' })).log).to.deep.equal([])
    expect(
      (await admin.command({ getParameter: 1, featureCompatibilityVersion: 1 })).featureCompatibilityVersion,
    ).to.deep.equal({ version: '7.0' })
    const { databases } = await admin.admin().listDatabases()
    expect(databases.map(({ name }) => name)).to.include('property_desk')
    const [listed] = await db.listCollections({ name: 'seen' }).toArray()
    expect(listed).to.deep.include({ name: 'seen', type: 'collection' })
    expect(await db.command({ collStats: 'seen' })).to.deep.include({ count: 2, nindexes: 1, capped: false })
    expect(await db.command({ dbStats: 1 })).to.deep.include({ db: 'property_desk' })
    const [stats] = await db
      .collection('seen')
      .aggregate([{ $collStats: { count: {}, storageStats: {} } }])
      .toArray()
    expect(stats).to.deep.include({ ns: 'property_desk.seen', count: 2 })
    const [index] = await db
      .collection('seen')
      .aggregate([{ $indexStats: {} }])
      .toArray()
    expect(index).to.deep.include({ name: '_id_' })
    expect(await db.collection('seen').find().hint({ _id: 1 }).toArray()).to.have.length(2)
  })

  it('explains every kind of reading and writing', async () => {
    await db.collection('plans').insertMany(Array.from({ length: 20 }, (_, a) => ({ a })))
    await db.collection('plans').createIndex({ a: 1 }, {}, undefined)
    const commands: Document[] = [
      { find: 'plans', filter: { a: { $gt: 15 } } },
      { count: 'plans', query: { a: { $gt: 15 } } },
      { distinct: 'plans', key: 'a', query: { a: { $gt: 15 } } },
      { aggregate: 'plans', pipeline: [{ $match: { a: { $gt: 15 } } }], cursor: {} },
      { delete: 'plans', deletes: [{ q: { a: { $gt: 15 } }, limit: 0 }] },
      { update: 'plans', updates: [{ q: { a: { $gt: 15 } }, u: { $set: { b: 1 } }, multi: true }] },
    ]
    for (const command of commands) {
      const explained = await db.command({ explain: command, verbosity: 'executionStats' })
      expect(JSON.stringify(explained.queryPlanner)).to.include('"indexName":"a_1"')
      expect(explained.executionStats).to.deep.include({
        nReturned: 4,
        totalKeysExamined: 4,
        totalDocsExamined: 4,
      })
    }
    expect(await db.collection('plans').countDocuments({ b: 1 })).to.equal(0)
  })

  it('walks an index for a list of a thousand values', async () => {
    await db.collection('listed').insertMany(Array.from({ length: 5000 }, (_, i) => ({ _id: i as never })))
    const wanted = Array.from({ length: 1000 }, (_, i) => i * 5)
    const command = { find: 'listed', filter: { _id: { $in: wanted } } }
    const explained = await db.command({ explain: command, verbosity: 'executionStats' })
    expect(explained.executionStats).to.deep.include({ nReturned: 1000, totalDocsExamined: 1000 })
  })

  it('stops a long command at maxTimeMS', async () => {
    await db
      .collection('long')
      .insertMany(Array.from({ length: 3000 }, (_, a) => ({ a, text: 'a'.repeat(40) })))
    const slow = { text: { $regex: '^(a+)+$' }, $expr: { $lt: [{ $size: { $range: [0, 3000] } }, 0] } }
    const refusal = await refusalOf(db.collection('long').find(slow, { maxTimeMS: 5 }).toArray())
    expect(refusal).to.deep.include({ code: 50, codeName: 'MaxTimeMSExpired' })
  })

  it('accepts writes without acknowledgement and keeps them', async () => {
    await db.collection('quiet').insertOne({ a: 1 }, { writeConcern: { w: 0 } })
    await db.command({ ping: 1 })
    await server.stop()
    server = await startEmbeddedMongo({ dataDir })
    await client.close()
    client = await new mongo.MongoClient(server.uri).connect()
    db = client.db()
    expect(await db.collection('quiet').countDocuments()).to.equal(1)
  })
})
