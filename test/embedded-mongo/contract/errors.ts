import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'
import { createIndex } from './create-index.ts'
import { refusalOf } from './refusal.ts'

type Document = mongo.BSON.Document
type Collection = ReturnType<UseCollection>
type Case = [what: string, act: (c: Collection) => Promise<unknown>, code: number]

const update =
  (document: Document, filter: Document = {}) =>
  (c: Collection): Promise<unknown> =>
    c.updateOne(filter, document)
const find =
  (filter: Document) =>
  (c: Collection): Promise<unknown> =>
    c.find(filter).toArray()
const pipeline =
  (...stages: Document[]) =>
  (c: Collection): Promise<unknown> =>
    c.aggregate(stages).toArray()

// Numbers of src/mongo/base/error_codes.yml of MongoDB; those of five digits are written where they are thrown.
const cases: Case[] = [
  ['an unknown query operator', find({ a: { $foo: 1 } }), 2],
  ['an unknown top-level operator', find({ $foo: 1 }), 2],
  ['$in without an array', find({ a: { $in: 1 } }), 2],
  ['$or of nothing', find({ $or: [] }), 2],
  ['$or of something else than documents', find({ $or: [1] }), 2],
  ['$mod by zero', find({ a: { $mod: [0, 1] } }), 2],
  ['$regex of a number', find({ a: { $regex: 1 } }), 2],
  ['a broken pattern', find({ a: { $regex: '(' } }), 51091],
  ['an unknown pattern option', find({ a: { $regex: 'x', $options: 'q' } }), 51108],
  ['$text without a text index', find({ $text: { $search: 'x' } }), 27],
  ['$near without an index for it', find({ a: { $near: [0, 0] } }), 291],
  ['an unknown update operator', update({ $foo: { a: 1 } }), 9],
  ['$inc by a text', update({ $inc: { a: 'x' } }), 14],
  ['$inc of a text', update({ $inc: { text: 1 } }), 14],
  ['$push to a text', update({ $push: { text: 1 } }), 2],
  ['$addToSet to a text', update({ $addToSet: { text: 1 } }), 2],
  ['$pop of a text', update({ $pop: { text: 1 } }), 14],
  ['$pop by something else than 1 and -1', update({ $pop: { list: 2 } }), 9],
  ['two changes of one path', update({ $set: { a: 1 }, $inc: { a: 1 } }), 40],
  ['changes of a path and of a part of it', update({ $set: { a: 1, 'a.b': 2 } }), 40],
  ['a change of _id', update({ $set: { _id: 99 } }), 66],
  ['a path through a text', update({ $set: { 'text.x': 1 } }), 28],
  ['a field name in an array', update({ $set: { 'list.x': 1 } }), 28],
  ['$ that the query gives no place for', update({ $set: { 'list.$': 1 } }), 2],
  ['$[id] without its filter', update({ $set: { 'list.$[x]': 1 } }), 2],
  ['an empty update path', update({ $set: { '': 1 } }), 56],
  ['an empty part of an update path', update({ $set: { 'a..b': 1 } }), 56],
  ['an unknown aggregation stage', pipeline({ $foo: 1 }), 40324],
  ['a stage of two fields', pipeline({ $match: {}, $limit: 1 }), 40323],
  ['an unknown expression', pipeline({ $project: { a: { $foo: 1 } } }), 31325],
  ['an unknown accumulator', pipeline({ $group: { _id: null, a: { $foo: 1 } } }), 15952],
  ['$group without _id', pipeline({ $group: { a: { $sum: 1 } } }), 15955],
  ['a $limit of zero', pipeline({ $limit: 0 }), 15958],
  ['inclusion and exclusion together', (c) => c.find({}, { projection: { a: 1, b: 0 } }).toArray(), 31254],
  ['a sort direction of 2', pipeline({ $sort: { a: 2 } }), 15975],
  ['a hint without its index', (c) => c.find().hint('nowhere').toArray(), 2],
  ['an index on nothing', (c) => createIndex(c, {}), 67],
  ['an index direction of 0', (c) => createIndex(c, { a: 0 as never }), 67],
  ['dropping an index that is not there', (c) => c.dropIndex('nowhere'), 27],
  ['dropping the index of _id', (c) => c.dropIndex('_id_'), 72],
  ['a collection that exists', (c) => c.db.createCollection(c.collectionName), 48],
  ['listing the indexes of no collection', (c) => c.db.collection('nowhere').listIndexes().toArray(), 26],
  ['renaming no collection', (c) => c.db.renameCollection('nowhere', 'elsewhere'), 26],
  ['an unknown command', (c) => c.db.command({ foo: 1 }), 59],
  ['an unknown field of a command', (c) => c.db.command({ find: c.collectionName, foo: 1 }), 40415],
  ['a field of the wrong type', (c) => c.db.command({ find: c.collectionName, filter: 1 }), 14],
  [
    'a getMore of no cursor',
    (c) => c.db.command({ getMore: mongo.Long.fromNumber(77), collection: c.collectionName }),
    43,
  ],
  ['an _id that is an array', (c) => c.insertOne({ _id: [1] as never }), 53],
  ['a database name with a space', (c) => c.db.command({ insert: '', documents: [{ a: 1 }] }), 73],
]

/** Refusing what cannot be done. */
export function errorContract(use: UseCollection): void {
  describe('refusals', () => {
    for (const [what, act, code] of cases) {
      it(`refuses ${what} with ${code}`, async () => {
        await use().insertOne({ _id: 1 as never, text: 'x', list: [1, 2] })
        expect((await refusalOf(act(use()))).code).to.equal(code)
        expect(await use().find().toArray()).to.deep.equal([{ _id: 1, text: 'x', list: [1, 2] }])
      })
    }

    it('reports a duplicate _id with its key', async () => {
      await use().insertOne({ _id: 7 as never })
      const { code, keyPattern, keyValue } = await refusalOf(use().insertOne({ _id: 7 as never }))
      expect({ code, keyPattern, keyValue }).to.deep.equal({
        code: 11000,
        keyPattern: { _id: 1 },
        keyValue: { _id: 7 },
      })
    })

    it('stops an ordered batch at the first failure and goes on in an unordered one', async () => {
      const docs = [{ _id: 1 }, { _id: 1 }, { _id: 2 }] as never[]
      expect((await refusalOf(use().insertMany(docs))).code).to.equal(11000)
      expect(await use().countDocuments()).to.equal(1)
      expect((await refusalOf(use().insertMany(docs.slice(1), { ordered: false }))).code).to.equal(11000)
      expect(await use().countDocuments()).to.equal(2)
    })

    it('refuses a document that an update makes too large, and leaves it as it was', async () => {
      await use().insertOne({ _id: 1 as never, text: 'x'.repeat(9_000_000) })
      const { code } = await refusalOf(use().updateOne({}, { $set: { more: 'x'.repeat(9_000_000) } }))
      expect(code).to.be.oneOf([10334, 17419])
      expect(await use().countDocuments({ more: { $exists: true } })).to.equal(0)
    })
  })
}
