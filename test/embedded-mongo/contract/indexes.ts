import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'
import { createIndex } from './create-index.ts'
import { refusalOf } from './refusal.ts'

type Document = mongo.BSON.Document
type Listed = Record<'key' | 'name' | 'unique' | 'sparse', unknown>

/** Collects the stages and the index of a winning plan, however the server nests them. */
function planOf(explained: Document): { stages: string[]; index: string | undefined } {
  const text = JSON.stringify((explained.queryPlanner as Document).winningPlan)
  const stages = [...text.matchAll(/"stage":"(\w+)"/g)].map((match) => match[1] ?? '')
  return { stages, index: /"indexName":"([^"]+)"/.exec(text)?.[1] }
}

/** Indexes: what they forbid, and what they are used for. */
export function indexContract(use: UseCollection): void {
  const insert = (...docs: Document[]): Promise<unknown> => use().insertMany(docs)
  const plan = async (
    filter: Document,
    sort: Record<string, 1 | -1> = {},
  ): Promise<ReturnType<typeof planOf>> => planOf(await use().find(filter).sort(sort).explain('queryPlanner'))

  describe('indexes', () => {
    it('lists what was created', async () => {
      await createIndex(use(), { a: 1, b: -1 }, { unique: true, name: 'ab' })
      await createIndex(use(), { c: 1 }, { sparse: true })
      const listed = await use().listIndexes().toArray()
      expect(
        listed.map(({ key, name, unique, sparse }: Listed) => ({ key, name, unique, sparse })),
      ).to.deep.equal([
        { key: { _id: 1 }, name: '_id_', unique: undefined, sparse: undefined },
        { key: { a: 1, b: -1 }, name: 'ab', unique: true, sparse: undefined },
        { key: { c: 1 }, name: 'c_1', unique: undefined, sparse: true },
      ])
    })

    it('accepts the same index twice, and refuses another one under its name or key', async () => {
      await createIndex(use(), { a: 1 })
      await createIndex(use(), { a: 1 })
      expect((await refusalOf(createIndex(use(), { a: 1 }, { name: 'other' }))).code).to.equal(85)
      expect((await refusalOf(createIndex(use(), { b: 1 }, { name: 'a_1' }))).code).to.equal(86)
    })

    it('keeps a compound key unique, with the key in the error', async () => {
      await createIndex(use(), { a: 1, b: 1 }, { unique: true })
      await insert({ a: 1, b: 1 }, { a: 1, b: 2 })
      const { code, keyPattern, keyValue } = await refusalOf(use().insertOne({ a: 1, b: 2 }))
      expect({ code, keyPattern, keyValue }).to.deep.equal({
        code: 11000,
        keyPattern: { a: 1, b: 1 },
        keyValue: { a: 1, b: 2 },
      })
    })

    // manual: core/index-unique, "Missing Document Field in a Unique Single-Field Index"
    it('counts a missing field as null in a unique index', async () => {
      await createIndex(use(), { a: 1 }, { unique: true })
      await insert({ b: 1 })
      expect((await refusalOf(insert({ b: 2 }))).code).to.equal(11000)
    })

    // manual: core/index-sparse, "Sparse Indexes and Unique Properties"
    it('lets many documents lack the field of a unique sparse index', async () => {
      await createIndex(use(), { a: 1 }, { unique: true, sparse: true })
      await insert({ b: 1 }, { b: 2 }, { a: null })
      expect((await refusalOf(insert({ a: null }))).code).to.equal(11000)
      expect(await use().countDocuments({ a: null })).to.equal(3)
    })

    // manual: core/index-partial, "Partial Index with Unique Constraint"
    it('keeps only the documents of a partial index unique', async () => {
      await createIndex(use(), { a: 1 }, { unique: true, partialFilterExpression: { open: true } })
      await insert({ a: 1, open: false }, { a: 1, open: false }, { a: 1, open: true })
      expect((await refusalOf(insert({ a: 1, open: true }))).code).to.equal(11000)
      expect((await refusalOf(use().updateMany({}, { $set: { open: true } }))).code).to.equal(11000)
      expect(await use().countDocuments({ a: 1 })).to.equal(3)
    })

    // manual: core/index-unique, "Unique Constraint Across Separate Documents"
    it('keeps array elements unique across documents, not within one', async () => {
      await createIndex(use(), { a: 1 }, { unique: true })
      await insert({ a: [1, 1] }, { a: [2, 3] })
      expect((await refusalOf(insert({ a: [3, 4] }))).code).to.equal(11000)
    })

    it('frees a key when its document changes or goes', async () => {
      await createIndex(use(), { a: 1 }, { unique: true })
      await insert({ a: 1 }, { a: 2 })
      await use().updateOne({ a: 1 }, { $set: { a: 3 } })
      await use().deleteOne({ a: 2 })
      await insert({ a: 1 }, { a: 2 })
      expect(await use().distinct('a')).to.deep.equal([1, 2, 3])
    })

    it('refuses to build a unique index over duplicates, and leaves nothing behind', async () => {
      await insert({ a: 1 }, { a: 1 })
      expect((await refusalOf(createIndex(use(), { a: 1 }, { unique: true }))).code).to.equal(11000)
      expect(await use().listIndexes().toArray()).to.have.length(1)
    })

    it('builds a unique index over one document that lacks the field, and not over two', async () => {
      await insert({ b: 1 })
      await createIndex(use(), { a: 1 }, { unique: true })
      await use().dropIndex('a_1')
      await insert({ b: 2 })
      expect((await refusalOf(createIndex(use(), { a: 1 }, { unique: true }))).code).to.equal(11000)
    })

    it('refuses two arrays in one compound index', async () => {
      await createIndex(use(), { a: 1, b: 1 })
      expect((await refusalOf(insert({ a: [1], b: [2] }))).code).to.equal(171)
    })

    it('forgets a dropped index', async () => {
      await createIndex(use(), { a: 1 }, { unique: true })
      await use().dropIndex('a_1')
      await insert({ a: 1 }, { a: 1 })
      expect(await use().countDocuments({ a: 1 })).to.equal(2)
    })

    it('chooses the index by equality, range and sort', async () => {
      await insert(...Array.from({ length: 300 }, (_, i) => ({ state: i % 3, due: i, owner: i % 50 })))
      await createIndex(use(), { state: 1, due: 1 })
      await createIndex(use(), { owner: 1 })
      expect(await plan({ state: 1, due: { $lt: 50 } }, { due: 1 })).to.deep.equal({
        stages: ['FETCH', 'IXSCAN'],
        index: 'state_1_due_1',
      })
      expect(await plan({ state: 1 }, { due: -1 })).to.deep.equal({
        stages: ['FETCH', 'IXSCAN'],
        index: 'state_1_due_1',
      })
      expect((await plan({ owner: 3, state: 0 })).index).to.equal('owner_1')
      expect((await plan({ state: 1 }, { owner: 1 })).stages).to.include('SORT')
      expect((await plan({ due: 3 })).stages).to.deep.equal(['COLLSCAN'])
    })

    it('gives the same through every index as without one', async () => {
      const pick = <T>(values: readonly T[], n: number): T => values[n % values.length]!
      const values = [null, 0, 1, 2.5, -3, 'a', 'b', [1, 'a'], [], { x: 1 }, new Date(5), true]
      const docs = Array.from({ length: 240 }, (_, i) => ({
        _id: i as never,
        a: pick(values, i),
        b: pick(values, i * 7 + 3),
        ...(i % 5 === 0 ? {} : { c: i % 11 }),
      })).filter((doc) => !(Array.isArray(doc.a) && Array.isArray(doc.b)))
      const filters: Document[] = [
        { a: 1 },
        { a: null },
        { a: { $gt: 0 } },
        { a: { $lte: 'b' } },
        { a: { $in: [1, 'a', null] }, b: { $gte: -3 } },
        { a: 1, b: { $ne: 2.5 } },
        { c: { $gte: 3, $lt: 7 } },
        { c: { $exists: false } },
        { c: { $in: [1, 2] }, a: { $exists: true } },
        { $or: [{ a: 'b' }, { c: 4 }] },
        { a: [1, 'a'] },
        { a: { x: 1 } },
        { a: { $not: { $gt: 0 } } },
        { a: { $gt: 0, $lt: 2 } },
      ]
      const sorts: Record<string, 1 | -1>[] = [
        { a: 1, _id: 1 },
        { c: -1, _id: -1 },
        { a: -1, b: 1, _id: 1 },
      ]
      const answers = async (): Promise<string> => {
        const all: unknown[] = []
        for (const filter of filters) {
          for (const sort of sorts) {
            const found = await use().find(filter).sort(sort).limit(40).project({ _id: 1 }).toArray()
            all.push(found.map((doc) => doc._id as unknown))
          }
          all.push(await use().countDocuments(filter))
        }
        return JSON.stringify(all)
      }
      await use().insertMany(docs)
      const plain = await answers()
      const indexes: [Record<string, 1 | -1>, mongo.IndexOptions][] = [
        [{ a: 1, b: 1 }, {}],
        [{ a: -1 }, {}],
        [{ c: 1, a: 1 }, { sparse: true }],
        [{ b: 1, c: -1 }, {}],
        [{ c: -1, _id: -1 }, { partialFilterExpression: { c: { $gte: 3 } } }],
      ]
      for (const [key, options] of indexes) {
        await createIndex(use(), key, options)
        expect(await answers(), JSON.stringify(key)).to.equal(plain)
      }
    })

    it('uses the index of a hint', async () => {
      await insert({ a: 1, b: 1 }, { a: 2, b: 1 })
      await createIndex(use(), { a: 1 })
      await createIndex(use(), { b: 1 })
      expect(planOf(await use().find({ a: 1, b: 1 }).hint('b_1').explain('queryPlanner')).index).to.equal(
        'b_1',
      )
      expect(await use().find({ a: 1, b: 1 }).hint({ b: 1 }).toArray()).to.have.length(1)
    })
  })
}
