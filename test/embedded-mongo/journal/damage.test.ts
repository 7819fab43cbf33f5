import { expect } from 'chai'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { DamageError } from '../../../src/embedded-mongo/journal/damage.ts'
import { readRecords } from '../../../src/embedded-mongo/journal/read-records.ts'
import { compact } from '../../../src/embedded-mongo/store/compaction.ts'
import { readStore } from '../../../src/embedded-mongo/store/recovery.ts'
import { openStore } from '../../../src/embedded-mongo/store/store.ts'
import { commandsOf, contentsOf, withStore } from '../support/engine.ts'
import { seededRandom } from '../support/seeded-random.ts'
import { temporaryDirectory } from '../support/temporary-directory.ts'

const ROUNDS = 100

describe('A journal that was cut or damaged', () => {
  const random = seededRandom(20261123)
  let directory: string
  let whole: Buffer
  /** Where each record ends, and what the store held then. */
  const states = new Map<number, string[]>()
  const journal = (): string => join(directory, 'journal-00000000')

  before(async () => {
    directory = await temporaryDirectory()
    const store = openStore(directory)
    const run = commandsOf(store)
    const remember = (): void => {
      states.set(store.journal.size, contentsOf(store))
    }
    remember()
    run({ createIndexes: 'tickets', indexes: [{ key: { n: 1 }, name: 'n' }] })
    remember()
    for (let i = 0; i < 100; i++) {
      run({
        insert: i % 3 === 0 ? 'people' : 'tickets',
        documents: [{ _id: i, text: '漏水'.repeat(random(60)) }],
      })
      remember()
      run({
        update: 'tickets',
        updates: [{ q: { _id: { $gt: i - 5 } }, u: { $inc: { n: 1 } }, multi: true }],
      })
      remember()
      if (i % 7 !== 6) continue
      run({ delete: 'tickets', deletes: [{ q: { _id: i - 3 }, limit: 1 }] })
      remember()
    }
    store.close()
    whole = await readFile(journal())
  })
  after(() => rm(directory, { recursive: true }))
  afterEach(() => writeFile(journal(), whole))

  it('gives back every record that is whole, wherever it was cut', async () => {
    const ends = [...states.keys()].sort((a, b) => a - b)
    for (let round = 0; round < ROUNDS; round++) {
      const cut = random(whole.length + 1)
      await writeFile(journal(), whole.subarray(0, cut))
      const last = ends.findLast((end) => end <= cut)
      const expected = last === undefined ? [] : states.get(last)
      const store = openStore(directory)
      expect(contentsOf(store), `cut at ${cut}`).to.deep.equal(expected)
      store.close()
      expect(contentsOf(readStore(directory)), 'after one more start').to.deep.equal(expected)
    }
  })

  it('gives back every record that is whole when a crash kept sectors of the last one from the disk', async () => {
    const ends = [...states.keys()].sort((a, b) => a - b)
    const reserve = Buffer.alloc(10_000)
    for (let cut = 512; cut < whole.length; cut += 512) {
      const last = ends.findLast((end) => end <= cut)
      if (last === cut) continue
      await writeFile(journal(), Buffer.concat([whole.subarray(0, cut), reserve]))
      expect(contentsOf(readStore(directory)), `cut at ${cut}`).to.deep.equal(states.get(last ?? -1) ?? [])
    }
  })

  it('goes on behind a cut record as if it had never been begun', async () => {
    const [end = 0] = [...states.keys()].sort((a, b) => a - b).slice(50)
    await writeFile(journal(), whole.subarray(0, end + 11))
    const store = openStore(directory)
    commandsOf(store)({ insert: 'people', documents: [{ _id: 'after the cut' }] })
    const contents = contentsOf(store)
    store.close()
    expect(contentsOf(readStore(directory))).to.deep.equal(contents)
  })

  it(`notices one flipped bit, ${ROUNDS} times of ${ROUNDS}, and changes nothing`, async () => {
    let noticed = 0
    for (let round = 0; round < ROUNDS; round++) {
      const place = random(whole.length)
      const flipped = Buffer.from(whole)
      flipped.writeUInt8(flipped.readUInt8(place) ^ (1 << random(8)), place)
      const flippedFile = round % 2 === 0 ? flipped : Buffer.concat([flipped, Buffer.alloc(3000)])
      await writeFile(journal(), flippedFile)
      try {
        openStore(directory).close()
      } catch (error) {
        if (!(error instanceof DamageError)) throw error
        expect(error.message)
          .to.include(journal())
          .and.to.include(`byte ${error.offset}`)
          .and.to.include('repair')
        expect(error.offset).to.be.at.most(place)
        noticed++
      }
      expect((await readFile(journal())).equals(flippedFile), 'left as it was').to.equal(true)
    }
    expect(noticed).to.equal(ROUNDS)
  })

  it('notices a missing stretch between two records', async () => {
    const [first = 0, second = 0] = [...states.keys()].sort((a, b) => a - b).slice(30)
    await writeFile(journal(), Buffer.concat([whole.subarray(0, first), whole.subarray(second)]))
    expect(() => readStore(directory)).to.throw(DamageError, 'stands where record')
  })

  it('takes the room reserved behind the last record for the end', async () => {
    const [end = 0] = [...states.keys()].sort((a, b) => a - b).slice(60)
    await writeFile(journal(), Buffer.concat([whole.subarray(0, end), Buffer.alloc(5000)]))
    const store = openStore(directory)
    expect(contentsOf(store)).to.deep.equal(states.get(end))
    store.close()
    expect(readRecords(journal(), () => undefined).length).to.equal(end)
  })

  it('does not start when a journal is missing', () =>
    withStore(async (store, own) => {
      await compact(store, () => false)
      await rm(join(own, 'journal-00000001'))
      expect(() => readStore(own)).to.throw(DamageError, 'missing')
    }))

  it('does not start from a snapshot that is cut short or damaged', () =>
    withStore(async (store, own) => {
      commandsOf(store)({ insert: 'people', documents: [{ _id: 1 }] })
      await compact(store, () => false)
      const path = join(own, 'snapshot-00000001')
      const snapshot = await readFile(path)
      for (let cut = 0; cut < snapshot.length; cut += 7) {
        await writeFile(path, snapshot.subarray(0, cut))
        expect(() => readStore(own), `cut at ${cut}`).to.throw(DamageError)
        const flipped = Buffer.from(snapshot)
        flipped.writeUInt8(flipped.readUInt8(cut) ^ 4, cut)
        await writeFile(path, flipped)
        expect(() => readStore(own), `flipped at ${cut}`).to.throw(DamageError)
      }
    }))
})
