import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'

type Document = mongo.BSON.Document
type Case = [what: string, docs: Document[], pipeline: Document[], result: Document[]]

const sales = [
  { _id: 1, item: 'a', n: 2, tags: ['x', 'y'] },
  { _id: 2, item: 'b', n: 1, tags: [] },
  { _id: 3, item: 'a', n: 5 },
  { _id: 4, item: 'c', n: 1.5, tags: 'z' },
]
const byId = { $sort: { _id: 1 } }

const cases: Case[] = [
  [
    '$match, $sort, $skip, $limit',
    sales,
    [
      { $match: { n: { $gt: 1 } } },
      { $sort: { n: -1 } },
      { $skip: 1 },
      { $limit: 1 },
      { $project: { n: 1 } },
    ],
    [{ _id: 1, n: 2 }],
  ],
  [
    '$limit before $skip',
    sales,
    [{ $sort: { _id: 1 } }, { $limit: 3 }, { $skip: 2 }, { $project: { _id: 1 } }],
    [{ _id: 3 }],
  ],
  [
    '$group with the accumulators',
    sales,
    [
      {
        $group: {
          _id: '$item',
          sum: { $sum: '$n' },
          count: { $sum: 1 },
          avg: { $avg: '$n' },
          min: { $min: '$n' },
          max: { $max: '$n' },
          all: { $push: '$_id' },
        },
      },
      byId,
    ],
    [
      { _id: 'a', sum: 7, count: 2, avg: 3.5, min: 2, max: 5, all: [1, 3] },
      { _id: 'b', sum: 1, count: 1, avg: 1, min: 1, max: 1, all: [2] },
      { _id: 'c', sum: 1.5, count: 1, avg: 1.5, min: 1.5, max: 1.5, all: [4] },
    ],
  ],
  ['$group of everything', sales, [{ $group: { _id: null, n: { $sum: 1 } } }], [{ _id: null, n: 4 }]],
  [
    '$group by a document',
    sales,
    [{ $group: { _id: { item: '$item' }, n: { $sum: 1 } } }, byId],
    [
      { _id: { item: 'a' }, n: 2 },
      { _id: { item: 'b' }, n: 1 },
      { _id: { item: 'c' }, n: 1 },
    ],
  ],
  // manual: reference/operator/aggregation/sum, "non-numeric values are ignored"
  [
    '$sum ignores what is no number',
    [{ _id: 1, a: 'x' }, { _id: 2, a: 3 }, { _id: 3 }],
    [{ $group: { _id: null, n: { $sum: '$a' } } }],
    [{ _id: null, n: 3 }],
  ],
  [
    '$group puts equal numbers of different types together',
    [
      { _id: 1, a: 1 },
      { _id: 2, a: mongo.Long.fromNumber(1) },
      { _id: 3, a: new mongo.Double(1) },
    ],
    [{ $group: { _id: '$a', n: { $sum: 1 } } }, { $project: { _id: 0, n: 1 } }],
    [{ n: 3 }],
  ],
  [
    '$group with $first and $last after a sort',
    sales,
    [
      { $sort: { n: 1 } },
      { $group: { _id: '$item', first: { $first: '$n' }, last: { $last: '$n' } } },
      { $match: { _id: 'a' } },
    ],
    [{ _id: 'a', first: 2, last: 5 }],
  ],
  [
    '$addToSet',
    sales,
    [
      { $group: { _id: null, items: { $addToSet: '$item' } } },
      { $project: { _id: 0, n: { $size: '$items' } } },
    ],
    [{ n: 3 }],
  ],
  // manual: reference/operator/aggregation/unwind
  [
    '$unwind: arrays by element, a scalar as it is, nothing for empty and missing',
    sales,
    [{ $unwind: '$tags' }, { $project: { tags: 1 } }],
    [
      { _id: 1, tags: 'x' },
      { _id: 1, tags: 'y' },
      { _id: 4, tags: 'z' },
    ],
  ],
  [
    '$unwind that keeps the empty',
    sales,
    [{ $unwind: { path: '$tags', preserveNullAndEmptyArrays: true } }, { $project: { tags: 1 } }],
    [{ _id: 1, tags: 'x' }, { _id: 1, tags: 'y' }, { _id: 2 }, { _id: 3 }, { _id: 4, tags: 'z' }],
  ],
  [
    '$unwind with the index',
    sales,
    [
      { $match: { _id: 1 } },
      { $unwind: { path: '$tags', includeArrayIndex: 'i' } },
      { $project: { _id: 0, i: 1 } },
    ],
    [{ i: 0 }, { i: 1 }],
  ],
  [
    '$project by inclusion and expression',
    sales,
    [{ $match: { _id: 1 } }, { $project: { item: 1, twice: { $multiply: ['$n', 2] } } }],
    [{ _id: 1, item: 'a', twice: 4 }],
  ],
  [
    '$project by exclusion',
    sales,
    [{ $match: { _id: 2 } }, { $project: { tags: 0 } }],
    [{ _id: 2, item: 'b', n: 1 }],
  ],
  [
    '$addFields, also in documents',
    sales,
    [{ $match: { _id: 2 } }, { $addFields: { 'x.y': '$n', n: 9 } }],
    [{ _id: 2, item: 'b', n: 9, tags: [], x: { y: 1 } }],
  ],
  ['$unset', sales, [{ $match: { _id: 2 } }, { $unset: ['n', 'tags'] }], [{ _id: 2, item: 'b' }]],
  ['$count', sales, [{ $match: { n: { $gt: 1 } } }, { $count: 'many' }], [{ many: 3 }]],
  ['$count of nothing gives no document', sales, [{ $match: { n: 99 } }, { $count: 'many' }], []],
  ['$sortByCount', sales, [{ $sortByCount: '$item' }, { $limit: 1 }], [{ _id: 'a', count: 2 }]],
  ['$replaceRoot', [{ _id: 1, a: { b: 2 } }], [{ $replaceRoot: { newRoot: '$a' } }], [{ b: 2 }]],
  [
    '$facet',
    sales,
    [{ $facet: { few: [{ $limit: 1 }, { $project: { _id: 1 } }], n: [{ $count: 'n' }] } }],
    [{ few: [{ _id: 1 }], n: [{ n: 4 }] }],
  ],
]

/** Aggregation stages. */
export function aggregationContract(use: UseCollection): void {
  describe('aggregation', () => {
    for (const [what, docs, pipeline, result] of cases) {
      it(`runs ${what}`, async () => {
        await use().insertMany(docs)
        expect(await use().aggregate(pipeline).toArray()).to.deep.equal(result)
      })
    }

    it('joins by equality, through arrays, and by a pipeline with variables', async () => {
      const other = use().db.collection(`${use().collectionName}_other`)
      await other.insertMany([
        { _id: 'x' as never, v: 1 },
        { _id: 'y' as never, v: 2 },
        { _id: 'n' as never },
      ])
      await use().insertMany(sales as never[])
      const from = other.collectionName
      const joined = await use()
        .aggregate([
          { $lookup: { from, localField: 'tags', foreignField: '_id', as: 'found' } },
          { $project: { found: '$found._id' } },
          byId,
        ])
        .toArray()
      expect(joined).to.deep.equal([
        { _id: 1, found: ['x', 'y'] },
        { _id: 2, found: [] },
        { _id: 3, found: [] },
        { _id: 4, found: [] },
      ])
      const piped = await use()
        .aggregate([
          { $match: { _id: 1 } },
          {
            $lookup: {
              from,
              let: { n: '$n' },
              pipeline: [{ $match: { $expr: { $eq: ['$v', '$$n'] } } }, { $project: { v: 1 } }],
              as: 'found',
            },
          },
          { $project: { found: 1 } },
        ])
        .toArray()
      expect(piped).to.deep.equal([{ _id: 1, found: [{ _id: 'y', v: 2 }] }])
      // manual: reference/operator/aggregation/lookup, "Concise Correlated Subqueries": both conditions hold
      const both = await use()
        .aggregate([
          { $match: { _id: 1 } },
          {
            $lookup: {
              from,
              localField: 'tags',
              foreignField: '_id',
              pipeline: [{ $match: { v: 2 } }],
              as: 'found',
            },
          },
          { $project: { found: '$found._id' } },
        ])
        .toArray()
      expect(both).to.deep.equal([{ _id: 1, found: ['y'] }])
    })

    it('does not change what is stored', async () => {
      await use().insertMany(sales as never[])
      await use()
        .aggregate([{ $unwind: '$tags' }, { $set: { 'tags.x': 1, item: 'changed' } }, { $unset: 'n' }])
        .toArray()
      expect(await use().find().toArray()).to.deep.equal(sales)
    })
  })
}
