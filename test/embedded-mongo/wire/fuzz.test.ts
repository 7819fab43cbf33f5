import { expect } from 'chai'
import { rm } from 'node:fs/promises'
import { connect } from 'node:net'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { Cursors } from '../../../src/embedded-mongo/commands/cursors.ts'
import { openStore, type Store } from '../../../src/embedded-mongo/store/store.ts'
import { listen } from '../../../src/embedded-mongo/wire/listen.ts'
import { createWireServer, type WireServer } from '../../../src/embedded-mongo/wire/server.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const { BSON } = mongo
const MESSAGES = 10_000
const HANG_MS = 5000

const command = (body: mongo.BSON.Document): Buffer => Buffer.from(BSON.serialize({ ...body, $db: 'fuzz' }))

/** A message of the given sections, with its header. */
function message(opcode: number, ...parts: Buffer[]): Buffer {
  const header = Buffer.alloc(16)
  header.writeInt32LE(16 + parts.reduce((sum, part) => sum + part.length, 0), 0)
  header.writeInt32LE(1, 4)
  header.writeInt32LE(opcode, 12)
  return Buffer.concat([header, ...parts])
}

function withSequence(body: mongo.BSON.Document, name: string, documents: mongo.BSON.Document[]): Buffer {
  const content = Buffer.concat([
    Buffer.from(`${name}\0`),
    ...documents.map((doc) => Buffer.from(BSON.serialize(doc))),
  ])
  const length = Buffer.alloc(4)
  length.writeInt32LE(content.length + 4)
  return message(2013, Buffer.from([0, 0, 0, 0, 0]), command(body), Buffer.from([1]), length, content)
}

const plain = (body: mongo.BSON.Document): Buffer =>
  message(2013, Buffer.from([0, 0, 0, 0, 0]), command(body))
const everything = {
  d: new Date(),
  o: new BSON.ObjectId(),
  l: BSON.Long.fromNumber(5),
  m: BSON.Decimal128.fromString('1.5'),
  b: new BSON.Binary(Buffer.from('abc')),
  r: /a/i,
  t: new BSON.Timestamp({ t: 1, i: 2 }),
  a: [1, [2.5, null]],
  n: { x: true },
}

const valid: Buffer[] = [
  plain({ hello: 1 }),
  message(
    2004,
    Buffer.alloc(4),
    Buffer.from('admin.$cmd\0'),
    Buffer.alloc(8),
    Buffer.from(BSON.serialize({ ismaster: 1 })),
  ),
  plain({
    find: 'c',
    filter: { a: { $gte: 1, $in: [1, 'x', null] }, $or: [{ 'b.c': /x/ }, { d: { $elemMatch: { e: 1 } } }] },
    sort: { a: -1 },
    projection: { a: 1 },
    limit: 5,
  }),
  withSequence({ insert: 'c', ordered: true }, 'documents', [everything, { _id: 1, text: '业主😀' }]),
  withSequence({ update: 'c' }, 'updates', [
    {
      q: { a: 1 },
      u: { $set: { 'b.c': 2 }, $push: { l: { $each: [1], $slice: -5 } }, $inc: { n: 1 } },
      upsert: true,
      multi: false,
    },
  ]),
  plain({
    findAndModify: 'c',
    query: { a: 1 },
    update: { $currentDate: { at: true } },
    new: true,
    upsert: true,
  }),
  plain({
    aggregate: 'c',
    pipeline: [
      { $match: { a: 1 } },
      { $unwind: '$l' },
      { $group: { _id: '$a', n: { $sum: '$n' } } },
      { $sort: { n: 1 } },
      { $project: { x: { $concat: ['$a', 'b'] }, y: { $cond: [{ $gt: ['$n', 1] }, 1, 2] } } },
    ],
    cursor: {},
  }),
  plain({
    createIndexes: 'c',
    indexes: [
      { key: { a: 1, b: -1 }, name: 'ab', unique: true, partialFilterExpression: { a: { $exists: true } } },
    ],
  }),
  plain({ explain: { find: 'c', filter: { a: 1 } }, verbosity: 'executionStats' }),
  plain({ delete: 'c', deletes: [{ q: { a: 1 }, limit: 0 }] }),
  plain({ distinct: 'c', key: 'a', query: {} }),
  plain({ getMore: BSON.Long.fromNumber(5), collection: 'c' }),
  plain({ listCollections: 1, cursor: {} }),
]

/** Damages a message in one to four places: bits, bytes, lengths, cuts, repetitions. */
function mangle(original: Buffer, random: (limit: number) => number): Buffer {
  let bytes = Buffer.from(original)
  for (let i = 0; i <= random(4); i++) {
    const at = random(Math.max(bytes.length - 4, 1))
    const kind = random(7)
    if (kind === 0 && bytes.length > at) bytes.writeUInt8(bytes.readUInt8(at) ^ (1 << random(8)), at)
    else if (kind === 1 && bytes.length > at) bytes.writeUInt8(random(256), at)
    else if (kind === 2 && bytes.length >= at + 4)
      bytes.writeInt32LE([0, -1, 1, 0x7fffffff, -0x80000000, bytes.length + 1][random(6)] ?? 0, at)
    else if (kind === 3) bytes = bytes.subarray(0, at)
    else if (kind === 4)
      bytes = Buffer.concat([bytes.subarray(0, at), Buffer.from([random(256)]), bytes.subarray(at)])
    else if (kind === 5) bytes = Buffer.concat([bytes.subarray(0, at), bytes.subarray(at + 1 + random(8))])
    else bytes = Buffer.concat([bytes, bytes.subarray(at)])
  }
  // Half of the time the length is right, so that what is behind it is read.
  if (random(2) === 0 && bytes.length >= 4) bytes.writeInt32LE(bytes.length, 0)
  return bytes
}

describe('The wire protocol under mangled messages', function () {
  this.timeout(60_000)
  let directory: string
  let store: Store
  let wire: WireServer
  let uri: string
  const failures: unknown[] = []

  before(async () => {
    directory = await temporaryDirectory()
    store = openStore(directory)
    const engine = { store, cursors: new Cursors(), startedAt: new Date() }
    wire = createWireServer(engine, {
      warn: (text, details) => {
        if (text === 'a command failed unexpectedly') failures.push(details)
      },
      failed: (error) => failures.push(error),
    })
    uri = await listen(wire.server, directory)
  })
  after(async () => {
    await wire.close()
    store.close()
    await rm(directory, { recursive: true })
  })

  /** Sends bytes, closes the sending half, and waits for the server to close its own. */
  function send(bytes: Buffer): Promise<'closed' | 'hanging'> {
    return new Promise((resolve) => {
      const socket = connect(join(directory, 'mongodb.sock'))
      const timer = setTimeout(() => {
        socket.destroy()
        resolve('hanging')
      }, HANG_MS)
      socket.on('close', () => {
        clearTimeout(timer)
        resolve('closed')
      })
      socket.on('error', () => undefined)
      socket.resume()
      socket.end(bytes)
    })
  }

  it(`survives ${MESSAGES} of them: no crash, no hang, every connection closed`, async () => {
    const random = seededRandom(4711)
    let hanging = 0
    for (let sent = 0; sent < MESSAGES; sent += 20) {
      const batch = Array.from({ length: 20 }, () =>
        mangle(valid[random(valid.length)] ?? Buffer.alloc(0), random),
      )
      const ends = await Promise.all(batch.map(send))
      hanging += ends.filter((end) => end === 'hanging').length
    }
    expect(failures).to.deep.equal([])
    expect(hanging).to.equal(0)
    const client = await new mongo.MongoClient(uri).connect()
    await client.db('after').collection('c').insertOne({ a: 1 })
    expect(await client.db('after').collection('c').countDocuments({ a: 1 })).to.equal(1)
    await client.close()
  })

  it('answers a whole message before it closes on a broken one behind it', async () => {
    const answer = await new Promise<Buffer>((resolve) => {
      const parts: Buffer[] = []
      const socket = connect(join(directory, 'mongodb.sock'))
      socket.on('data', (part) => parts.push(part))
      socket.on('close', () => resolve(Buffer.concat(parts)))
      socket.write(Buffer.concat([plain({ ping: 1 }), Buffer.alloc(16, 0xff)]))
    })
    expect(BSON.deserialize(answer.subarray(21)).ok).to.equal(1)
  })

  it('puts a message together that arrives byte by byte', async () => {
    const answer = await new Promise<Buffer>((resolve) => {
      const socket = connect(join(directory, 'mongodb.sock'))
      socket.on('data', (part) => {
        resolve(part)
        socket.end()
      })
      void (async () => {
        for (const byte of plain({ ping: 1 })) {
          socket.write(Buffer.from([byte]))
          await new Promise((next) => setImmediate(next))
        }
      })()
    })
    expect(BSON.deserialize(answer.subarray(21)).ok).to.equal(1)
  })
})
