import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'
import { createIndex } from './create-index.ts'

type Document = mongo.BSON.Document
const { Double, Long } = mongo.BSON
interface Options {
  filter?: Document
  arrayFilters?: Document[]
}
type Case = [
  what: string,
  before: Document,
  update: Document | Document[],
  after: Document,
  options?: Options,
]

const cases: Case[] = [
  // manual: reference/operator/update/set
  ['$set', { a: 1 }, { $set: { b: 2 } }, { a: 1, b: 2 }],
  ['$set of a path makes the documents on the way', {}, { $set: { 'a.b.c': 1 } }, { a: { b: { c: 1 } } }],
  ['$set of an array element', { a: [1, 2] }, { $set: { 'a.1': 5 } }, { a: [1, 5] }],
  ['$set beyond the end fills with null', { a: [1] }, { $set: { 'a.3': 4 } }, { a: [1, null, null, 4] }],
  // manual: reference/operator/update (fields are processed in lexicographic order, numbers as numbers)
  [
    'new fields in the order of their names',
    {},
    { $set: { z: 1, b: 2, a10: 1, a2: 1 } },
    { a10: 1, a2: 1, b: 2, z: 1 },
  ],
  ['$unset', { a: 1, b: 2 }, { $unset: { a: '' } }, { b: 2 }],
  ['$unset of an array element leaves null', { a: [1, 2] }, { $unset: { 'a.0': '' } }, { a: [null, 2] }],
  ['$unset of nothing', { a: 1 }, { $unset: { 'b.c': '' } }, { a: 1 }],
  ['$inc', { a: 1 }, { $inc: { a: 2, b: -3 } }, { a: 3, b: -3 }],
  ['$inc of an embedded field', { a: { n: 1 } }, { $inc: { 'a.n': 1 } }, { a: { n: 2 } }],
  ['$inc keeps a double a double', { a: new Double(1) }, { $inc: { a: 1 } }, { a: new Double(2) }],
  [
    '$inc of an int beyond 32 bits gives a long',
    { a: 2147483647 },
    { $inc: { a: 1 } },
    { a: Long.fromNumber(2147483648) },
  ],
  ['$mul', { a: 3 }, { $mul: { a: 2, b: 5 } }, { a: 6, b: 0 }],
  ['$min', { a: 3, b: 3 }, { $min: { a: 2, b: 4, c: 1 } }, { a: 2, b: 3, c: 1 }],
  ['$max', { a: 3, b: 3 }, { $max: { a: 2, b: 4, c: 1 } }, { a: 3, b: 4, c: 1 }],
  ['$max of dates', { a: new Date(5) }, { $max: { a: new Date(9) } }, { a: new Date(9) }],
  ['$rename', { a: 1, b: 2 }, { $rename: { a: 'c' } }, { b: 2, c: 1 }],
  ['$rename of nothing', { b: 2 }, { $rename: { a: 'c' } }, { b: 2 }],
  ['$rename into a document', { a: 1 }, { $rename: { a: 'x.y' } }, { x: { y: 1 } }],
  ['$push', { a: [1] }, { $push: { a: 2, b: 1 } }, { a: [1, 2], b: [1] }],
  ['$push of an array is one element', { a: [] }, { $push: { a: [1, 2] } }, { a: [[1, 2]] }],
  ['$push $each', { a: [1] }, { $push: { a: { $each: [2, 3] } } }, { a: [1, 2, 3] }],
  ['$push $position', { a: [1, 2] }, { $push: { a: { $each: [9], $position: 0 } } }, { a: [9, 1, 2] }],
  [
    '$push $position from the end',
    { a: [1, 2, 3] },
    { $push: { a: { $each: [9], $position: -1 } } },
    { a: [1, 2, 9, 3] },
  ],
  ['$push $slice keeps the last', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: -2 } } }, { a: [2, 3] }],
  ['$push $slice keeps the first', { a: [1, 2] }, { $push: { a: { $each: [3], $slice: 2 } } }, { a: [1, 2] }],
  ['$push $slice 0 empties', { a: [1, 2] }, { $push: { a: { $each: [], $slice: 0 } } }, { a: [] }],
  ['$push $sort', { a: [3, 1] }, { $push: { a: { $each: [2], $sort: 1 } } }, { a: [1, 2, 3] }],
  [
    '$push $sort by a field, then $slice',
    { a: [{ n: 3 }, { n: 1 }] },
    { $push: { a: { $each: [{ n: 2 }], $sort: { n: -1 }, $slice: 2 } } },
    { a: [{ n: 3 }, { n: 2 }] },
  ],
  ['$addToSet', { a: [1] }, { $addToSet: { a: 1, b: 2 } }, { a: [1], b: [2] }],
  ['$addToSet $each', { a: [1] }, { $addToSet: { a: { $each: [1, 2, 2] } } }, { a: [1, 2] }],
  [
    '$addToSet of documents by exact equality',
    { a: [{ x: 1, y: 2 }] },
    { $addToSet: { a: { y: 2, x: 1 } } },
    {
      a: [
        { x: 1, y: 2 },
        { y: 2, x: 1 },
      ],
    },
  ],
  ['$pull by value', { a: [1, 2, 1] }, { $pull: { a: 1 } }, { a: [2] }],
  ['$pull by condition', { a: [1, 5, 9] }, { $pull: { a: { $gte: 5 } } }, { a: [1] }],
  [
    '$pull of documents by some of their fields',
    { a: [{ x: 1, y: 1 }, { x: 2 }] },
    { $pull: { a: { x: 1 } } },
    { a: [{ x: 2 }] },
  ],
  ['$pullAll', { a: [1, 2, 3, 2] }, { $pullAll: { a: [2, 3] } }, { a: [1] }],
  ['$pop of the last', { a: [1, 2, 3] }, { $pop: { a: 1 } }, { a: [1, 2] }],
  ['$pop of the first', { a: [1, 2, 3] }, { $pop: { a: -1 } }, { a: [2, 3] }],
  ['$bit', { a: 13 }, { $bit: { a: { and: 10 } } }, { a: 8 }],
  // manual: reference/operator/update/positional
  [
    '$ is the element the query found',
    { a: [1, 2, 2] },
    { $set: { 'a.$': 9 } },
    { a: [1, 9, 2] },
    { filter: { a: 2 } },
  ],
  [
    '$ into a document',
    {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 0 },
      ],
    },
    { $inc: { 'a.$.n': 1 } },
    {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 1 },
      ],
    },
    { filter: { 'a.k': 2 } },
  ],
  [
    '$ by $elemMatch',
    {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 0 },
      ],
    },
    { $set: { 'a.$.n': 1 } },
    {
      a: [
        { k: 1, n: 0 },
        { k: 2, n: 1 },
      ],
    },
    { filter: { a: { $elemMatch: { k: 2, n: 0 } } } },
  ],
  [
    '$ with the condition inside $and',
    { a: [{ k: 1 }, { k: 2 }] },
    { $set: { 'a.$.n': 1 } },
    { a: [{ k: 1 }, { k: 2, n: 1 }] },
    { filter: { $and: [{ x: null }, { 'a.k': 2 }] } },
  ],
  ['$[] is every element', { a: [1, 2] }, { $inc: { 'a.$[]': 10 } }, { a: [11, 12] }],
  [
    '$[id] is what its filter chooses',
    { a: [1, 5, 9] },
    { $set: { 'a.$[big]': 0 } },
    { a: [1, 0, 0] },
    { arrayFilters: [{ big: { $gte: 5 } }] },
  ],
  [
    '$[id] with $or',
    { a: [{ k: 1 }, { k: 2 }, { k: 3 }] },
    { $set: { 'a.$[e].n': 1 } },
    { a: [{ k: 1, n: 1 }, { k: 2 }, { k: 3, n: 1 }] },
    { arrayFilters: [{ $or: [{ 'e.k': 1 }, { 'e.k': 3 }] }] },
  ],
  [
    '$[id] nested',
    { a: [{ b: [1, 2] }, { b: [2] }] },
    { $set: { 'a.$[].b.$[x]': 0 } },
    { a: [{ b: [1, 0] }, { b: [0] }] },
    { arrayFilters: [{ x: 2 }] },
  ],
  [
    '$setOnInsert changes nothing that exists',
    { a: 1 },
    { $setOnInsert: { a: 2 }, $set: { b: 1 } },
    { a: 1, b: 1 },
  ],
  ['a replacement', { a: 1, b: 2 }, { c: 3 }, { c: 3 }],
  // manual: tutorial/update-documents-with-aggregation-pipeline
  [
    'a pipeline',
    { a: 2, b: 3 },
    [{ $set: { sum: { $add: ['$a', '$b'] } } }, { $unset: 'a' }],
    { b: 3, sum: 5 },
  ],
]

/** Changing documents. */
export function updateContract(use: UseCollection): void {
  describe('updates', () => {
    for (const [what, before, update, after, { filter = {}, arrayFilters } = {}] of cases) {
      it(`applies ${what}`, async () => {
        await use().insertOne({ _id: 1, ...before } as never)
        const result = await use()
          .findOneAndUpdate(filter, update, {
            returnDocument: 'after',
            promoteValues: false,
            ...(arrayFilters === undefined ? {} : { arrayFilters }),
          } as mongo.FindOneAndUpdateOptions)
          .catch(async (error: unknown) => {
            if (!String(error).includes('atomic operators')) throw error
            return use().findOneAndReplace(filter, update, {
              returnDocument: 'after',
              promoteValues: false,
            })
          })
        const sent = mongo.BSON.EJSON.stringify({ _id: 1, ...after }, { relaxed: false })
        expect(mongo.BSON.EJSON.stringify(result, { relaxed: false })).to.equal(sent)
      })
    }

    it('reports matched and modified', async () => {
      await use().insertMany([{ a: 1 }, { a: 1 }, { a: 2 }])
      const { matchedCount, modifiedCount } = await use().updateMany({}, { $set: { a: 1 } })
      expect({ matchedCount, modifiedCount }).to.deep.equal({ matchedCount: 3, modifiedCount: 1 })
    })

    // manual: reference/method/db.collection.updateOne, "Upsert with … equality"
    it('builds an upsert from the equalities of the filter, the update and $setOnInsert', async () => {
      const result = await use().updateOne(
        { a: 1, 'b.c': { $eq: 2 }, d: { $gt: 5 }, $and: [{ e: { $in: [7] } }] },
        { $set: { f: 1 }, $setOnInsert: { g: 2 }, $push: { h: 3 } as never },
        { upsert: true },
      )
      expect(result.upsertedCount).to.equal(1)
      const doc = await use().findOne({}, { projection: { _id: 0 } })
      expect(doc).to.deep.equal({ a: 1, b: { c: 2 }, e: 7, f: 1, g: 2, h: [3] })
    })

    it('keeps the _id of an upserted replacement, and of a replaced document', async () => {
      await use().replaceOne({ _id: 5 } as never, { a: 1 }, { upsert: true })
      await use().replaceOne({ a: 1 }, { a: 2 })
      expect(await use().findOne()).to.deep.equal({ _id: 5, a: 2 })
    })

    it('gives the document before or after, by sort, with a projection', async () => {
      await use().insertMany([{ n: 1 }, { n: 3 }, { n: 2 }])
      const before = await use().findOneAndUpdate(
        {},
        { $set: { taken: true } },
        { sort: { n: -1 }, projection: { _id: 0 } },
      )
      expect(before).to.deep.equal({ n: 3 })
      const removed = await use().findOneAndDelete({}, { sort: { n: 1 }, projection: { _id: 0, n: 1 } })
      expect(removed).to.deep.equal({ n: 1 })
      expect(await use().findOneAndUpdate({ n: 99 }, { $set: { n: 1 } })).to.equal(null)
    })

    it('sets the date of the server', async () => {
      await use().insertOne({ a: 1 })
      await use().updateOne({}, { $currentDate: { at: true as never, stamp: { $type: 'timestamp' } } })
      const doc = await use().findOne()
      expect(Math.abs((doc?.at as Date).getTime() - Date.now())).to.be.lessThan(60_000)
      expect(doc?.stamp).to.be.instanceOf(mongo.Timestamp)
    })

    it('changes every document once, even where the change moves it within the index in use', async () => {
      await createIndex(use(), { n: 1 })
      await use().insertMany(Array.from({ length: 50 }, (_, n) => ({ n })))
      const { modifiedCount } = await use().updateMany({ n: { $gte: 0 } }, { $inc: { n: 10 } })
      expect(modifiedCount).to.equal(50)
      expect(await use().countDocuments({ n: { $gte: 10, $lt: 60 } })).to.equal(50)
    })

    it('runs a bulk in order, with the result of each part', async () => {
      const result = await use().bulkWrite([
        { insertOne: { document: { _id: 1 as never, n: 1 } } },
        { insertOne: { document: { _id: 2 as never, n: 1 } } },
        { updateMany: { filter: { n: 1 }, update: { $inc: { n: 1 } } } },
        { updateOne: { filter: { _id: 3 as never }, update: { $set: { n: 9 } }, upsert: true } },
        { replaceOne: { filter: { _id: 1 as never }, replacement: { n: 7 } } },
        { deleteOne: { filter: { _id: 2 as never } } },
        { deleteMany: { filter: { n: 100 } } },
      ])
      expect(result.insertedCount).to.equal(2)
      expect(result.matchedCount).to.equal(3)
      expect(result.modifiedCount).to.equal(3)
      expect(result.upsertedIds).to.deep.equal({ 3: 3 })
      expect(result.deletedCount).to.equal(1)
      expect(await use().find().sort({ _id: 1 }).toArray()).to.deep.equal([
        { _id: 1, n: 7 },
        { _id: 3, n: 9 },
      ])
    })

    it('deletes one or many', async () => {
      await use().insertMany([{ n: 1 }, { n: 1 }, { n: 1 }, { n: 2 }])
      expect((await use().deleteOne({ n: 1 })).deletedCount).to.equal(1)
      expect((await use().deleteMany({ n: 1 })).deletedCount).to.equal(2)
      expect(await use().countDocuments()).to.equal(1)
    })
  })
}
