import { expect } from 'chai'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { mongo } from 'mongoose'
import { startStoreProcess } from './support/store-process.ts'
import { temporaryDirectory } from './support/temporary-directory.ts'

const ROUNDS = 10
const WRITERS = 8
const WRITING_MS = 900
const GROUP = 5

interface Member {
  _id: string
  group: number
  n: number
  log: number[]
}

/** What one writer knows: what was acknowledged, and what was under way when the process died. */
interface Ledger {
  inserted: Set<string>
  removed: Set<string>
  unsure: Set<string>
  /** Updates of the whole group: acknowledged ones, and one that may have happened. */
  rounds: number
  begun: number
}

/** Writes until the server is gone: inserts, changes of five documents at once, removals. */
async function write(db: mongo.Db, writer: number, ledger: Ledger): Promise<void> {
  const [facts, members] = [
    db.collection<{ _id: string; by: number; text: string }>('facts'),
    db.collection<Member>('members'),
  ]
  for (let i = 0; ; i++) {
    const id = `${writer}-${ledger.begun}-${i}`
    ledger.unsure.add(id)
    await facts.insertOne({ _id: id, by: writer, text: '漏水'.repeat(i % 50) })
    ledger.unsure.delete(id)
    ledger.inserted.add(id)
    ledger.begun++
    await members.updateMany({ group: writer }, { $inc: { n: 1 }, $push: { log: ledger.begun } })
    ledger.rounds = ledger.begun
    if (i % 5 !== 4) continue
    const [oldest = ''] = ledger.inserted
    ledger.inserted.delete(oldest)
    ledger.unsure.add(oldest)
    await facts.deleteOne({ _id: oldest })
    ledger.unsure.delete(oldest)
    ledger.removed.add(oldest)
  }
}

describe('A store killed under load', function () {
  this.timeout(120_000)
  let dataDir: string
  before(async () => {
    dataDir = await temporaryDirectory()
  })
  after(() => rm(dataDir, { recursive: true }))

  it(`loses nothing acknowledged and applies nothing by halves, in ${ROUNDS} rounds of kill -9`, async () => {
    const ledgers = Array.from({ length: WRITERS }, (): Ledger => ({
      inserted: new Set(),
      removed: new Set(),
      unsure: new Set(),
      rounds: 0,
      begun: 0,
    }))
    let [acknowledged, lost, revived, halves] = [0, 0, 0, 0]
    for (let round = 0; round <= ROUNDS; round++) {
      const server = await startStoreProcess(dataDir)
      const client = await new mongo.MongoClient(server.uri, {
        serverSelectionTimeoutMS: 300,
        retryWrites: false,
      }).connect()
      const db = client.db()
      if (round === 0) {
        await db.collection<Member>('members').createIndex({ group: 1 }, {}, undefined)
        await db.collection('facts').createIndex({ by: 1, text: 1 }, {}, undefined)
        const members = ledgers.flatMap((_ledger, group) =>
          Array.from({ length: GROUP }, (_, i): Member => ({ _id: `${group}.${i}`, group, n: 0, log: [] })),
        )
        await db.collection<Member>('members').insertMany(members)
      }
      const ids = new Set(
        (await db.collection<{ _id: string }>('facts').find().toArray()).map(({ _id }) => _id),
      )
      for (const [writer, ledger] of ledgers.entries()) {
        lost += [...ledger.inserted].filter((id) => !ids.has(id)).length
        revived += [...ledger.removed].filter((id) => ids.has(id)).length
        ledger.unsure.clear()
        const group = await db.collection<Member>('members').find({ group: writer }).toArray()
        expect(group).to.have.length(GROUP)
        const n = group[0]?.n ?? -1
        if (n < ledger.rounds) lost++
        expect(n).to.be.at.most(ledger.begun)
        if (!group.every((member) => member.n === n && member.log.length === n)) halves++
        ledger.rounds = n
        ledger.begun = n
      }
      const byIndex = await db.collection('facts').countDocuments({ by: { $gte: 0 } })
      expect(byIndex, 'index and records agree').to.equal(ids.size)
      if (round < ROUNDS) {
        const writing = ledgers.map((ledger, writer) => write(db, writer, ledger).catch(() => undefined))
        await new Promise((resolve) => setTimeout(resolve, WRITING_MS))
        await server.kill()
        await Promise.all(writing)
        acknowledged = ledgers.reduce(
          (sum, each) => sum + each.inserted.size + each.removed.size * 2 + each.rounds,
          0,
        )
      } else await server.kill()
      await client.close()
    }
    expect({ lost, revived, halves }).to.deep.equal({ lost: 0, revived: 0, halves: 0 })
    expect(acknowledged).to.be.greaterThan(1000)
    const files = await readdir(join(dataDir, 'embedded-mongo'))
    expect(
      files.some((name) => name.startsWith('snapshot-')),
      'snapshots were written meanwhile',
    ).to.equal(true)
  })
})
