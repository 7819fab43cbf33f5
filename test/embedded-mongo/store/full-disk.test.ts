import { expect } from 'chai'
import { Catalog } from '../../../src/embedded-mongo/store/catalog.ts'
import { Store } from '../../../src/embedded-mongo/store/store.ts'
import { Journal } from '../../../src/embedded-mongo/journal/journal.ts'
import type { AppendFile } from '../../../src/embedded-mongo/journal/append-file.ts'
import { commandsOf, contentsOf, type Run } from '../support/engine.ts'

/** A file on a disk with little room, whose syncs can be made to fail. */
function smallDisk(): AppendFile & { room: number; isBroken: boolean } {
  let size = 0
  return {
    room: Infinity,
    isBroken: false,
    get size() {
      return size
    },
    append(bytes) {
      if (size + bytes.length > this.room) {
        throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' })
      }
      size += bytes.length
    },
    sync() {
      if (this.isBroken) throw Object.assign(new Error('input/output error'), { code: 'EIO' })
    },
    close: () => undefined,
  }
}

describe('A full disk', () => {
  let disk: ReturnType<typeof smallDisk>
  let store: Store
  let run: Run

  beforeEach(() => {
    disk = smallDisk()
    store = new Store('nowhere', new Catalog(), new Journal(disk, 0), 0)
    run = commandsOf(store)
    run({ createIndexes: 'c', indexes: [{ key: { a: 1 }, name: 'a', unique: true }] })
    run({
      insert: 'c',
      documents: [
        { _id: 1, a: 1 },
        { _id: 2, a: 2 },
        { _id: 3, a: 3 },
      ],
    })
    disk.room = disk.size + 40
  })

  const writes: [what: string, command: Record<string, unknown>][] = [
    ['an insert', { insert: 'c', documents: [{ _id: 9, a: 9 }] }],
    ['an insert that would make a collection', { insert: 'd', documents: [{ _id: 9 }] }],
    ['an update of many', { update: 'c', updates: [{ q: {}, u: { $inc: { a: 10 } }, multi: true }] }],
    ['a removal of many', { delete: 'c', deletes: [{ q: {}, limit: 0 }] }],
    [
      'a findAndModify',
      { findAndModify: 'c', query: { _id: 2 }, update: { $set: { a: 7, text: 'x'.repeat(50) } } },
    ],
    ['an index', { createIndexes: 'c', indexes: [{ key: { b: 1 }, name: 'b' }] }],
    ['a new collection', { create: 'e' }],
    ['a rename', { renameCollection: 'test.c', to: 'test.renamed_to_something_long' }],
  ]
  for (const [what, command] of writes) {
    it(`refuses ${what} and leaves everything as it was, indexes too`, () => {
      const before = contentsOf(store)
      const size = disk.size
      const refused = run(command)
      expect({ ok: refused.ok as unknown, codeName: refused.codeName as unknown }).to.deep.equal({
        ok: 0,
        codeName: 'OutOfDiskSpace',
      })
      expect(contentsOf(store)).to.deep.equal(before)
      expect(disk.size).to.equal(size)
      expect(run({ count: 'c', query: { a: { $in: [1, 2, 3] } } }).n).to.equal(3)
    })
  }

  it('goes on as soon as there is room again', () => {
    const insert = { insert: 'c', documents: [{ _id: 9, a: 9 }] }
    expect(run(insert).ok).to.equal(0)
    disk.room = Infinity
    expect(run(insert)).to.deep.include({ ok: 1, n: 1 })
    expect(run({ count: 'c', query: { a: 9 } }).n).to.equal(1)
  })

  it('after a failed sync never again says that a write is safe', () => {
    disk.room = Infinity
    run({ insert: 'c', documents: [{ _id: 9 }] })
    disk.isBroken = true
    expect(() => store.journal.sync()).to.throw('cannot be written')
    disk.isBroken = false // what the kernel forgot stays forgotten
    expect(() => store.journal.sync()).to.throw('cannot be written')
    expect(run({ insert: 'c', documents: [{ _id: 10, a: 10 }] })).to.deep.include({ ok: 0, code: 1 })
  })
})
