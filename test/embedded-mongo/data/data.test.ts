import { expect } from 'chai'
import { readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { codeOf } from '../../../src/errors.ts'
import { backUp } from '../../../src/embedded-mongo/data/backup.ts'
import { withDatabase } from '../../../src/embedded-mongo/data/database.ts'
import { exportTo } from '../../../src/embedded-mongo/data/export.ts'
import { importFrom } from '../../../src/embedded-mongo/data/import.ts'
import { repair } from '../../../src/embedded-mongo/data/repair.ts'
import { startEmbeddedMongo } from '../../../src/embedded-mongo/index.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const { Decimal128, Double, Long, ObjectId } = mongo.BSON

const tickets = [
  {
    _id: new ObjectId(),
    number: 'T1',
    at: new Date(1_700_000_000_123),
    money: Decimal128.fromString('12.50'),
  },
  {
    _id: new ObjectId(),
    number: '三号楼',
    long: Long.fromString('9007199254740993'),
    real: new Double(5),
    list: [{ a: null }, /x/i],
  },
]

describe('The data tools', () => {
  let home: string
  let dataDir: string
  const source = (): { dataDir: string; uri: undefined } => ({ dataDir, uri: undefined })
  const all = (dir: string): Promise<string> =>
    withDatabase({ dataDir: dir, uri: undefined }, async (db) => {
      const options = { promoteValues: false, bsonRegExp: true }
      const docs = await db.collection('tickets').find({}, options).sort({ _id: 1 }).toArray()
      return mongo.BSON.EJSON.stringify([docs, await db.collection('people').countDocuments()], {
        relaxed: false,
      })
    })

  beforeEach(async () => {
    home = await temporaryDirectory()
    dataDir = join(home, 'data')
    await withDatabase(source(), async (db) => {
      await db.collection('tickets').insertMany(tickets)
      await db
        .collection('people')
        .insertMany(Array.from({ length: 1200 }, (_, _id) => ({ _id: _id as never })))
    })
  })
  afterEach(() => rm(home, { recursive: true }))

  for (const target of ['folder', 'everything.jsonl']) {
    it(`export and import through a ${target} without losing a type`, async () => {
      const path = join(home, target)
      expect(await withDatabase(source(), (db) => exportTo(db, path))).to.deep.equal({
        collections: 2,
        documents: 1202,
      })
      const other = { dataDir: join(home, 'other'), uri: undefined }
      const imported = await withDatabase(other, (db) => importFrom(db, path))
      expect(imported).to.deep.equal({ collections: 2, documents: 1202, duplicates: 0 })
      expect(await all(other.dataDir)).to.equal(await all(dataDir))
      const again = await withDatabase(other, (db) => importFrom(db, path))
      expect(again).to.deep.equal({ collections: 2, documents: 0, duplicates: 1202 })
    })
  }

  it('writes one canonical Extended JSON document a line, as mongoimport reads them', async () => {
    const folder = join(home, 'folder')
    await withDatabase(source(), (db) => exportTo(db, folder))
    expect((await readdir(folder)).sort()).to.deep.equal(['people.jsonl', 'tickets.jsonl'])
    const [first = ''] = (await readFile(join(folder, 'tickets.jsonl'), 'utf8')).split('\n')
    expect(JSON.parse(first)).to.deep.equal({
      _id: { $oid: tickets[0]?._id.toHexString() },
      number: 'T1',
      at: { $date: { $numberLong: '1700000000123' } },
      money: { $numberDecimal: '12.50' },
    })
  })

  it('names the line that cannot be read', async () => {
    const path = join(home, 'bad.jsonl')
    await writeFile(path, '{"collection":"tickets","document":{"a":1}}\n{"collection":"tickets"}\n')
    const error = await withDatabase(source(), (db) => importFrom(db, path)).catch(
      (caught: unknown) => caught,
    )
    expect(codeOf(error)).to.equal('bad_line')
    expect(String(error)).to.include('line 2')
  })

  it('backs up a running store under writes, as a data directory of its own', async () => {
    const { uri, stop } = await startEmbeddedMongo({ dataDir, compactAfterBytes: 50_000 })
    const client = await new mongo.MongoClient(uri).connect()
    const writing = { isOver: false, count: 0 }
    const writer = (async () => {
      for (; !writing.isOver; writing.count++) {
        await client
          .db()
          .collection('log')
          .insertOne({ _id: writing.count as never, text: 'x'.repeat(500) })
      }
    })()
    for (let i = 0; i < 5; i++) {
      const before = writing.count
      const folder = join(home, `backup-${i}`)
      await backUp(dataDir, folder)
      const after = writing.count
      const ids = await withDatabase({ dataDir: folder, uri: undefined }, (db) =>
        db
          .collection('log')
          .find()
          .sort({ _id: 1 })
          .map((doc) => Number(doc._id))
          .toArray(),
      )
      expect(ids).to.deep.equal([...ids.keys()])
      expect(ids.length).to.be.within(before, after + 1)
    }
    writing.isOver = true
    await writer
    await client.close()
    await stop()
    const refused = await backUp(dataDir, join(home, 'backup-0')).catch((error: unknown) => error)
    expect(codeOf(refused)).to.equal('backup_exists')
  })

  it('reads through the running desk', async () => {
    const { stop } = await startEmbeddedMongo({ dataDir })
    const path = join(home, 'live.jsonl')
    expect((await withDatabase(source(), (db) => exportTo(db, path))).documents).to.equal(1202)
    expect(codeOf(await repair(dataDir).catch((error: unknown) => error))).to.equal('store_in_use')
    await stop()
  })

  it('repairs a damaged journal up to the damage and puts the old files aside', async () => {
    await withDatabase(source(), (db) => db.collection('tickets').insertOne({ _id: 'last' as never }))
    const journal = join(dataDir, 'embedded-mongo', 'journal-00000000')
    const bytes = await readFile(journal)
    bytes.writeUInt8(bytes.readUInt8(bytes.length - 20) ^ 1, bytes.length - 20)
    await writeFile(journal, bytes)
    const refused = await startEmbeddedMongo({ dataDir }).catch((error: unknown) => error)
    expect(codeOf(refused)).to.equal('store_damaged')
    expect(String(refused)).to.include('journal-00000000').and.to.include('repair')
    const result = await repair(dataDir)
    expect(result.damage?.file).to.equal('journal-00000000')
    expect(result.kept.documents).to.equal(1202)
    expect((await readFile(join(result.movedTo ?? '', 'journal-00000000'))).equals(bytes)).to.equal(true)
    expect(JSON.parse(await all(dataDir))).to.have.length(2)
    expect(await repair(dataDir)).to.deep.include({ damage: null, movedTo: null })
  })

  it('repairs a damaged snapshot by leaving out the damaged part', async () => {
    const folder = join(dataDir, 'embedded-mongo')
    await withDatabase(source(), (db) =>
      db
        .collection('big')
        .insertMany(Array.from({ length: 400 }, (_, i) => ({ _id: i as never, text: 'x'.repeat(2000) }))),
    )
    const { stop } = await startEmbeddedMongo({ dataDir, compactAfterBytes: 1000 })
    while (!(await readdir(folder)).some((name) => /^snapshot-\d+$/.test(name))) {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    await stop()
    const name = (await readdir(folder)).find((each) => each.startsWith('snapshot-')) ?? ''
    const path = join(folder, name)
    const bytes = await readFile(path)
    const place = (await stat(path)).size - 100_000
    bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place)
    await writeFile(path, bytes)
    const result = await repair(dataDir)
    expect(result.damage?.file).to.equal(name)
    expect(result.kept.documents).to.be.within(1202 + 200, 1202 + 399)
    expect(await all(dataDir)).to.include('T1')
  })
})
