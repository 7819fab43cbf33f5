import { expect } from 'chai'
import { cp, readdir, rm } from 'node:fs/promises'
import { compact } from '../../../src/embedded-mongo/store/compaction.ts'
import { readStore } from '../../../src/embedded-mongo/store/recovery.ts'
import { openStore } from '../../../src/embedded-mongo/store/store.ts'
import { commandsOf, contentsOf, withStore, type Run } from '../support/engine.ts'
import { seededRandom } from '../support/seeded-random.ts'

const PAD = 'x'.repeat(2000)

/** One change of some kind, so that every kind happens while a snapshot is written. */
function change(run: Run, random: (limit: number) => number, i: number): void {
  const id = random(600)
  switch (random(8)) {
    case 0:
      run({ delete: 'c', deletes: [{ q: { _id: id }, limit: 1 }] })
      return
    case 1:
      run({ insert: 'c', documents: [{ _id: id, a: 1000 + i, pad: PAD }] })
      return
    case 2:
      run({ drop: 'short' })
      run({ insert: 'short', documents: [{ _id: i }] })
      return
    case 3:
      run({ createIndexes: 'c', indexes: [{ key: { [`f${i % 3}`]: 1 }, name: `f${i % 3}` }] })
      return
    case 4:
      run({ dropIndexes: 'c', index: `f${i % 3}` })
      return
    case 5:
      run({
        renameCollection: i % 2 ? 'test.short' : 'test.long',
        to: i % 2 ? 'test.long' : 'test.short',
        dropTarget: true,
      })
      return
    default:
      run({ update: 'c', updates: [{ q: { _id: { $gte: id } }, u: { $inc: { n: 1 } }, multi: true }] })
  }
}

describe('Compaction', () => {
  const fill = (run: Run): void => {
    run({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', unique: true }] })
    run({ insert: 'c', documents: Array.from({ length: 600 }, (_, i) => ({ _id: i, a: i, pad: PAD })) })
    run({ insert: 'short', documents: [{ _id: 1 }] })
  }

  it('takes a snapshot while everything changes, and a crash at any step loses nothing', () =>
    withStore(async (store, directory) => {
      const run = commandsOf(store)
      const random = seededRandom(7)
      fill(run)
      for (let round = 0; round < 2; round++) {
        let [step, checked] = [0, 0]
        // `isStopped` is asked between the parts of the snapshot: the moment for changes, and for a look at the files.
        const between = (): boolean => {
          for (let i = 0; i < 5; i++) change(run, random, step * 5 + i)
          store.journal.sync()
          if (step++ % 3 === 0) {
            checked++
            expect(contentsOf(readStore(directory))).to.deep.equal(contentsOf(store))
          }
          return false
        }
        await compact(store, between)
        expect(checked).to.be.greaterThan(2)
        expect(contentsOf(readStore(directory))).to.deep.equal(contentsOf(store))
        for (let i = 0; i < 20; i++) change(run, random, i)
        expect(contentsOf(readStore(directory))).to.deep.equal(contentsOf(store))
      }
    }))

  it('leaves one snapshot and one journal, in the order of insertion', () =>
    withStore(async (store, directory) => {
      const run = commandsOf(store)
      fill(run)
      run({ delete: 'c', deletes: [{ q: { _id: { $lt: 300 } }, limit: 0 }] })
      run({ insert: 'c', documents: [{ _id: 5, a: 5 }] })
      await compact(store, () => false)
      expect((await readdir(directory)).sort()).to.deep.equal(['journal-00000001', 'snapshot-00000001'])
      const ids = [...(readStore(directory).catalog.get('test.c')?.records.keys() ?? [])]
      expect(ids).to.deep.equal(ids.toSorted((a, b) => a - b))
      expect(store.journalBytes).to.be.lessThan(1000)
    }))

  it('that is stopped changes nothing, and the next start goes on from both journals', () =>
    withStore(async (store, directory) => {
      const run = commandsOf(store)
      fill(run)
      await compact(store, () => true)
      run({ insert: 'c', documents: [{ _id: 'new', a: 'new' }] })
      expect((await readdir(directory)).sort()).to.deep.equal(['journal-00000000', 'journal-00000001'])
      expect(contentsOf(readStore(directory))).to.deep.equal(contentsOf(store))
      await compact(store, () => false)
      expect((await readdir(directory)).sort()).to.deep.equal(['journal-00000002', 'snapshot-00000002'])
      expect(contentsOf(readStore(directory))).to.deep.equal(contentsOf(store))
    }))

  it('never gives a number of a dropped collection to another one', () =>
    withStore(async (store, directory) => {
      const run = commandsOf(store)
      fill(run)
      run({ drop: 'short' })
      await compact(store, () => false)
      const copy = `${directory}-copy`
      await cp(directory, copy, { recursive: true })
      const again = openStore(copy)
      const taken = store.catalog.highestId
      commandsOf(again)({ insert: 'other', documents: [{ _id: 1 }] })
      expect(again.catalog.get('test.other')?.id).to.be.greaterThan(taken)
      again.close()
      await rm(copy, { recursive: true })
    }))
})
