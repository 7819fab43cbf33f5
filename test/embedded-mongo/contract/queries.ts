import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'
import { createIndex } from './create-index.ts'

type Document = mongo.BSON.Document
const { Decimal128, Double, Long, ObjectId, MinKey, MaxKey } = mongo.BSON

/** Documents, a filter, and the `_id`s it finds in the order of insertion. */
type Case = [what: string, docs: Document[], filter: Document, found: unknown[]]

const A = (...values: unknown[]): Document[] =>
  values.map((a, i) => (a === undefined ? { _id: i } : { _id: i, a }))

const cases: Case[] = [
  // manual: reference/operator/query/eq
  ['$eq of a value, also inside an array', A(1, [1, 2], 2, '1'), { a: 1 }, [0, 1]],
  [
    '$eq of an array: the whole array, or an array inside',
    A([1, 2], [2, 1], [[1, 2]]),
    { a: [1, 2] },
    [0, 2],
  ],
  // manual: tutorial/query-embedded-documents ("including the field order")
  [
    'an embedded document by its exact fields and their order',
    A({ x: 1, y: 2 }, { y: 2, x: 1 }, { x: 1 }),
    { a: { x: 1, y: 2 } },
    [0],
  ],
  // manual: tutorial/query-for-null-fields
  ['null: null and missing', A(null, undefined, 0, '', [null]), { a: null }, [0, 1, 4]],
  ['$ne null: what exists and is not null', A(null, undefined, 0, [null]), { a: { $ne: null } }, [2]],
  ['$exists', A(null, undefined, 0), { a: { $exists: true } }, [0, 2]],
  ['$exists false', A(null, undefined, 0), { a: { $exists: false } }, [1]],
  // manual: reference/bson-type-comparison-order (numeric types are compared by value)
  [
    'numbers of all types by value',
    A(1, new Double(1), Long.fromNumber(1), Decimal128.fromString('1.0'), 1.5),
    { a: 1 },
    [0, 1, 2, 3],
  ],
  [
    '64-bit integers beyond 2^53 exactly',
    A(Long.fromString('9007199254740993'), Long.fromString('9007199254740992')),
    { a: Long.fromString('9007199254740993') },
    [0],
  ],
  [
    'decimals by value, not as text',
    A(Decimal128.fromString('9'), Decimal128.fromString('10')),
    { a: { $gt: Decimal128.fromString('9.5') } },
    [1],
  ],
  // manual: reference/operator/query/gt (type bracketing)
  ['$gt only within the type', A(1, 5, '9', null, new Date(9), [9]), { a: { $gt: 3 } }, [1, 5]],
  ['$lt only within the type', A(1, 5, '0', null, true, undefined), { a: { $lt: 3 } }, [0]],
  ['$gte null matches null and missing', A(null, undefined, 0), { a: { $gte: null } }, [0, 1]],
  [
    'dates by range',
    A(new Date(1000), new Date(2000), new Date(3000)),
    { a: { $gte: new Date(2000), $lt: new Date(3000) } },
    [1],
  ],
  [
    'ObjectIds by range',
    A(new ObjectId('0'.repeat(24)), new ObjectId('f'.repeat(24))),
    { a: { $gt: new ObjectId('1'.repeat(24)) } },
    [1],
  ],
  ['strings by code point: full-width before emoji', A('～', '😀'), { a: { $gt: '～' } }, [1]],
  // manual: tutorial/query-arrays ("one element satisfies one condition, another the other")
  [
    'two bounds on an array may be met by different elements',
    A([1, 20], [5], [1, 2]),
    { a: { $gt: 3, $lt: 10 } },
    [0, 1],
  ],
  ['$elemMatch: one element meets both', A([1, 20], [5], 5), { a: { $elemMatch: { $gt: 3, $lt: 10 } } }, [1]],
  ['$in', A(1, 2, [3, 4], null), { a: { $in: [1, 4] } }, [0, 2]],
  ['$in with null finds missing', A(1, undefined), { a: { $in: [null] } }, [1]],
  ['$in with a pattern', A('abc', 'xyz'), { a: { $in: [/^a/] } }, [0]],
  ['$in of nothing', A(1), { a: { $in: [] } }, []],
  ['$nin', A(1, 2, [1, 3], undefined), { a: { $nin: [1] } }, [1, 3]],
  ['$and', A(1, 2, 3), { $and: [{ a: { $gt: 1 } }, { a: { $lt: 3 } }] }, [1]],
  ['$or', A(1, 2, 3), { $or: [{ a: 1 }, { a: 3 }] }, [0, 2]],
  ['$nor', A(1, 2, undefined), { $nor: [{ a: 1 }] }, [1, 2]],
  ['$not also finds missing', A(1, 5, undefined), { a: { $not: { $gt: 3 } } }, [0, 2]],
  ['$all', A([1, 2, 3], [1, 3], 1), { a: { $all: [1, 2] } }, [0]],
  ['$all of one value matches a scalar', A([1, 2], 1, 2), { a: { $all: [1] } }, [0, 1]],
  ['$all of nothing finds nothing', A([], [1]), { a: { $all: [] } }, []],
  ['$size', A([], [1], [1, 2], 1), { a: { $size: 1 } }, [1]],
  ['$mod truncates', A(4, 7, 4.5, -4, 'x'), { a: { $mod: [4, 0] } }, [0, 2, 3]],
  ['$type by name', A(1, 'x', Long.fromNumber(1), new Double(1)), { a: { $type: 'int' } }, [0]],
  ['$type number', A(1, 'x', Long.fromNumber(1), 1.5), { a: { $type: 'number' } }, [0, 2, 3]],
  ['$type objectId', A(new ObjectId(), 'x'), { a: { $type: 'objectId' } }, [0]],
  ['$type array looks at the field itself', A([1], 1, []), { a: { $type: 'array' } }, [0, 2]],
  ['$regex with options', A('Abc', 'xabc', 'ab'), { a: { $regex: '^ABC', $options: 'i' } }, [0]],
  ['a pattern with Chinese text', A('三号楼漏水', '漏水'), { a: /^三号楼/ }, [0]],
  ['$regex inside an array', A(['x', 'abc'], ['x']), { a: /b/ }, [0]],
  // manual: reference/operator/query/regex (options m and x)
  ['$regex option m', A('x\nabc'), { a: { $regex: '^abc', $options: 'm' } }, [0]],
  ['$regex option x', A('abc'), { a: { $regex: 'a b # comment\n c', $options: 'x' } }, [0]],
  // manual: core/document "dot notation"
  ['a path into documents', A({ b: { c: 1 } }, { b: { c: 2 } }, { b: 1 }), { 'a.b.c': 1 }, [0]],
  ['a path through an array of documents', A([{ b: 1 }, { b: 2 }], [{ b: 3 }]), { 'a.b': 2 }, [0]],
  ['a path by array index', A([5, 6], [6, 5]), { 'a.0': 5 }, [0]],
  [
    'a path by array index into a document',
    A([{ b: 1 }, { b: 2 }], [{ b: 2 }, { b: 1 }]),
    { 'a.1.b': 1 },
    [1],
  ],
  [
    '$elemMatch on documents',
    A(
      [
        { b: 1, c: 1 },
        { b: 2, c: 2 },
      ],
      [{ b: 1, c: 2 }],
    ),
    { a: { $elemMatch: { b: 1, c: 2 } } },
    [1],
  ],
  [
    'without $elemMatch different elements may match',
    A([
      { b: 1, c: 1 },
      { b: 2, c: 2 },
    ]),
    { 'a.b': 1, 'a.c': 2 },
    [0],
  ],
  [
    '$expr',
    [
      { _id: 0, a: 1, b: 2 },
      { _id: 1, a: 3, b: 2 },
    ],
    { $expr: { $gt: ['$a', '$b'] } },
    [1],
  ],
  [
    'MinKey and MaxKey compare with everything',
    A(1, 'x', undefined),
    { a: { $gt: new MinKey(), $lt: new MaxKey() } },
    [0, 1],
  ],
  ['NaN equals NaN', A(Number.NaN, 1), { a: Number.NaN }, [0]],
  ['NaN is below no number', A(Number.NaN, 1), { a: { $lt: 5 } }, [1]],
  ['booleans', A(true, false, 1), { a: true }, [0]],
  [
    'binary data by bytes',
    A(new mongo.Binary(Buffer.from([0xff, 0xfe])), new mongo.Binary(Buffer.from([0xff, 0xfd]))),
    { a: new mongo.Binary(Buffer.from([0xff, 0xfe])) },
    [0],
  ],
]

/** Finding documents. */
export function queryContract(use: UseCollection): void {
  describe('queries', () => {
    for (const [what, docs, filter, found] of cases) {
      it(`finds by ${what}`, async () => {
        await use().insertMany(docs)
        const ids = (await use().find(filter).sort({ _id: 1 }).toArray()).map((doc) => doc._id as unknown)
        expect(ids).to.deep.equal(found)
      })
      it(`finds the same through an index by ${what}`, async () => {
        await createIndex(use(), { a: 1 })
        await use().insertMany(docs)
        const ids = (await use().find(filter).sort({ _id: 1 }).toArray()).map((doc) => doc._id as unknown)
        expect(ids).to.deep.equal(found)
      })
    }

    it('sorts all types in the order of reference/bson-type-comparison-order', async () => {
      const ordered = [
        new MinKey(),
        null,
        -1,
        2.5,
        Long.fromNumber(3),
        '',
        'a',
        { b: 1 },
        new mongo.Binary(Buffer.from('x')),
        new ObjectId(),
        false,
        true,
        new Date(0),
        new mongo.Timestamp({ t: 1, i: 1 }),
        /x/,
        new MaxKey(),
      ]
      await use().insertMany(ordered.toReversed().map((a, i) => ({ _id: i as unknown as mongo.ObjectId, a })))
      const ids = (await use().find().sort({ a: 1 }).toArray()).map((doc) => Number(doc._id))
      expect(ids).to.deep.equal(ordered.map((_value, i) => ordered.length - 1 - i))
    })

    // manual: reference/method/cursor.sort, "Sort by an Array Field"
    it('sorts arrays by their least element upwards and their greatest downwards', async () => {
      await use().insertMany(A([5, 20], [10], [], undefined, 7))
      const ids = async (direction: 1 | -1): Promise<unknown[]> =>
        (await use().find().sort({ a: direction, _id: 1 }).toArray()).map((doc) => doc._id)
      expect(await ids(1)).to.deep.equal([2, 3, 0, 4, 1])
      expect(await ids(-1)).to.deep.equal([0, 1, 4, 3, 2])
    })

    it('applies sort, then skip, then limit', async () => {
      await use().insertMany(A(5, 3, 1, 4, 2))
      const docs = await use().find().limit(2).skip(1).sort({ a: -1 }).toArray()
      expect(docs.map((doc) => doc.a as number)).to.deep.equal([4, 3])
    })

    it('counts and lists distinct values, array elements one by one', async () => {
      await use().insertMany(A(1, [2, 1], 3, undefined))
      expect(await use().countDocuments({ a: 1 })).to.equal(2)
      expect(await use().estimatedDocumentCount()).to.equal(4)
      expect(await use().distinct('a')).to.deep.equal([1, 2, 3])
      expect(await use().distinct('a', { _id: { $gt: 1 } } as never)).to.deep.equal([3])
    })

    it('finds nothing in a collection that does not exist', async () => {
      expect(await use().find().toArray()).to.deep.equal([])
      expect(await use().countDocuments()).to.equal(0)
      expect(await use().distinct('a')).to.deep.equal([])
    })

    it('gives every type back as it was stored, fields in their order', async () => {
      const doc = {
        _id: new ObjectId(),
        int: 1,
        double: new Double(2),
        real: 0.1,
        long: Long.fromString('9223372036854775807'),
        decimal: Decimal128.fromString('1.10'),
        text: '业主😀',
        date: new Date(1_700_000_000_123),
        early: new Date(-1),
        flag: false,
        nothing: null,
        list: [1, [2, { x: [] }]],
        inner: { b: 1, a: {} },
        pattern: new mongo.BSONRegExp('^x', 'i'),
        data: new mongo.Binary(Buffer.from([0, 255]), 5),
        stamp: new mongo.Timestamp({ t: 5, i: 4_000_000_000 }),
        low: new MinKey(),
        high: new MaxKey(),
        code: new mongo.Code('x'),
      }
      await use().insertOne(doc)
      const back = await use().findOne({}, { promoteValues: false, bsonRegExp: true })
      const sent = mongo.BSON.serialize(doc)
      expect(Buffer.from(mongo.BSON.serialize(back ?? {})).equals(Buffer.from(sent))).to.equal(true)
      // and after an update beside it
      await use().updateOne({}, { $set: { touched: true } })
      const after = await use().findOne(
        {},
        { projection: { touched: 0 }, promoteValues: false, bsonRegExp: true },
      )
      expect(Buffer.from(mongo.BSON.serialize(after ?? {})).equals(Buffer.from(sent))).to.equal(true)
    })
  })
}
