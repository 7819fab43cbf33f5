import { expect } from 'chai'
import type { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'

type Document = mongo.BSON.Document
type Case = [what: string, doc: Document, projection: Document, shown: Document, filter?: Document]

// manual: tutorial/project-fields-from-query-results, reference/operator/projection
const cases: Case[] = [
  ['named fields and _id', { _id: 1, a: 1, b: 2 }, { a: 1 }, { _id: 1, a: 1 }],
  ['named fields without _id', { _id: 1, a: 1, b: 2 }, { a: 1, _id: 0 }, { a: 1 }],
  ['all but named fields', { _id: 1, a: 1, b: 2 }, { a: 0 }, { _id: 1, b: 2 }],
  ['only _id', { _id: 1, a: 1 }, { _id: 1 }, { _id: 1 }],
  ['all but _id', { _id: 1, a: 1 }, { _id: 0 }, { a: 1 }],
  ['an embedded field', { _id: 1, a: { b: 1, c: 2 } }, { 'a.b': 1 }, { _id: 1, a: { b: 1 } }],
  [
    'an embedded field written as a document',
    { _id: 1, a: { b: 1, c: 2 } },
    { a: { b: 1 } },
    { _id: 1, a: { b: 1 } },
  ],
  ['all but an embedded field', { _id: 1, a: { b: 1, c: 2 } }, { 'a.b': 0 }, { _id: 1, a: { c: 2 } }],
  [
    'a field of the documents in an array',
    { _id: 1, a: [{ b: 1, c: 2 }, { b: 3 }, 5] },
    { 'a.b': 1 },
    { _id: 1, a: [{ b: 1 }, { b: 3 }] },
  ],
  [
    'all but a field of the documents in an array',
    { _id: 1, a: [{ b: 1, c: 2 }, 5] },
    { 'a.b': 0 },
    { _id: 1, a: [{ c: 2 }, 5] },
  ],
  ['fields in the order of the document', { _id: 1, x: 1, y: 2 }, { y: 1, x: 1 }, { _id: 1, x: 1, y: 2 }],
  [
    '$slice from the start, other fields kept',
    { _id: 1, a: [1, 2, 3], b: 1 },
    { a: { $slice: 2 } },
    { _id: 1, a: [1, 2], b: 1 },
  ],
  ['$slice from the end', { _id: 1, a: [1, 2, 3] }, { a: { $slice: -1 } }, { _id: 1, a: [3] }],
  [
    '$slice with skip and limit',
    { _id: 1, a: [1, 2, 3, 4] },
    { a: { $slice: [1, 2] } },
    { _id: 1, a: [2, 3] },
  ],
  [
    '$elemMatch',
    { _id: 1, a: [{ b: 1 }, { b: 2, c: 1 }, { b: 2 }], d: 1 },
    { a: { $elemMatch: { b: 2 } } },
    { _id: 1, a: [{ b: 2, c: 1 }] },
  ],
  [
    'the element the query found',
    { _id: 1, a: [{ b: 1 }, { b: 2 }] },
    { 'a.$': 1 },
    { _id: 1, a: [{ b: 2 }] },
    { 'a.b': 2 },
  ],
  ['a computed field', { _id: 1, a: 2, b: 3 }, { sum: { $add: ['$a', '$b'] } }, { _id: 1, sum: 5 }],
]

/** Choosing the fields of what is found. */
export function projectionContract(use: UseCollection): void {
  describe('projections', () => {
    for (const [what, doc, projection, shown, filter = {}] of cases) {
      it(`shows ${what}`, async () => {
        await use().insertOne(doc)
        const found = await use().findOne(filter, { projection })
        expect(JSON.stringify(found)).to.equal(JSON.stringify(shown))
      })
    }
  })
}
