import { expect } from 'chai'
import { mongo } from 'mongoose'
import type { UseCollection } from './contract.ts'

const { Decimal128, Double, Long, ObjectId, EJSON } = mongo.BSON
type Case = [expression: unknown, value: unknown]

/** The document all expressions look at. */
const doc = {
  n: 7,
  r: 2.5,
  s: 'Hello 世界',
  list: [3, 1, 2],
  docs: [{ k: 'a', v: 1 }, { k: 'b', v: 2 }, { k: 'c' }],
  at: new Date('2026-03-01T18:30:15.250Z'),
  nil: null,
}

// manual: reference/operator/aggregation, the page of each operator
const cases: Case[] = [
  [{ $add: ['$n', 1, 0.5] }, 8.5],
  [{ $add: ['$at', 1000] }, new Date('2026-03-01T18:30:16.250Z')],
  [{ $add: ['$n', null] }, null],
  [{ $add: [Decimal128.fromString('0.1'), Decimal128.fromString('0.2')] }, Decimal128.fromString('0.3')],
  [{ $add: [2147483647, 1] }, Long.fromNumber(2147483648)],
  [{ $subtract: ['$at', new Date('2026-03-01T18:30:15.000Z')] }, Long.fromNumber(250)],
  [{ $subtract: ['$n', 9] }, -2],
  [{ $multiply: ['$n', '$r'] }, 17.5],
  [{ $divide: ['$n', 2] }, 3.5],
  [{ $divide: [6, 2] }, new Double(3)],
  [{ $mod: ['$n', 4] }, 3],
  [{ $mod: [-7, 4] }, -3],
  [{ $abs: -3 }, 3],
  [{ $floor: 2.7 }, new Double(2)],
  [{ $ceil: 2.1 }, new Double(3)],
  [{ $round: [2.5, 0] }, new Double(2)],
  [{ $round: [1234.5678, 2] }, 1234.57],
  [{ $trunc: [7.89, 1] }, 7.8],
  [{ $pow: [2, 10] }, 1024],
  [{ $cmp: [1, 'a'] }, -1],
  [{ $eq: ['$n', Long.fromNumber(7)] }, true],
  [{ $gt: ['$missing', null] }, false],
  [{ $lt: ['$missing', null] }, true],
  [{ $and: ['$n', '$list', ''] }, true],
  [{ $or: [0, null, '$missing'] }, false],
  [{ $not: ['$nil'] }, true],
  [{ $cond: [{ $gte: ['$n', 5] }, 'big', 'small'] }, 'big'],
  [{ $cond: { if: false, then: 1, else: 2 } }, 2],
  [{ $ifNull: ['$missing', '$nil', 'x'] }, 'x'],
  [
    {
      $switch: {
        branches: [
          { case: { $lt: ['$n', 5] }, then: 'a' },
          { case: true, then: 'b' },
        ],
        default: 'c',
      },
    },
    'b',
  ],
  [{ $let: { vars: { x: '$n' }, in: { $add: ['$$x', 1] } } }, 8],
  [{ $literal: { $add: [1, 2] } }, { $add: [1, 2] }],
  [{ $concat: ['a', '$s'] }, 'aHello 世界'],
  [{ $concat: ['a', '$nil'] }, null],
  [{ $toUpper: '$s' }, 'HELLO 世界'],
  [{ $toLower: '$nil' }, ''],
  [{ $strLenCP: '$s' }, 8],
  [{ $strLenBytes: '$s' }, 12],
  [{ $substrCP: ['$s', 6, 5] }, '世界'],
  [{ $indexOfCP: ['$s', '界'] }, 7],
  [{ $split: ['a-b-c', '-'] }, ['a', 'b', 'c']],
  [{ $trim: { input: '  x ' } }, 'x'],
  [{ $ltrim: { input: '003', chars: '0' } }, '3'],
  [{ $replaceAll: { input: 'a.b.c', find: '.', replacement: { $literal: '$&' } } }, 'a$&b$&c'],
  [{ $regexMatch: { input: '$s', regex: /hello/i } }, true],
  [{ $regexFind: { input: '$s', regex: '(世)界' } }, { match: '世界', idx: 6, captures: ['世'] }],
  [{ $strcasecmp: ['Ab', 'aB'] }, 0],
  [{ $size: '$list' }, 3],
  [{ $arrayElemAt: ['$list', -1] }, 2],
  [{ $first: '$list' }, 3],
  [{ $last: '$list' }, 2],
  [{ $slice: ['$list', 1, 2] }, [1, 2]],
  [{ $slice: ['$list', -1] }, [2]],
  [{ $concatArrays: ['$list', [9]] }, [3, 1, 2, 9]],
  [{ $reverseArray: '$list' }, [2, 1, 3]],
  [{ $in: [1, '$list'] }, true],
  [{ $indexOfArray: ['$list', 2] }, 2],
  [{ $range: [0, 5, 2] }, [0, 2, 4]],
  [{ $isArray: '$list' }, true],
  [{ $map: { input: '$list', as: 'x', in: { $multiply: ['$$x', 2] } } }, [6, 2, 4]],
  [{ $filter: { input: '$list', as: 'x', cond: { $gt: ['$$x', 1] } } }, [3, 2]],
  [{ $reduce: { input: '$list', initialValue: 0, in: { $add: ['$$value', '$$this'] } } }, 6],
  [{ $sortArray: { input: '$list', sortBy: 1 } }, [1, 2, 3]],
  [{ $sum: '$list' }, 6],
  [{ $max: '$list' }, 3],
  [{ $avg: ['$n', 8] }, 7.5],
  ['$docs.v', [1, 2]],
  ['$docs.k', ['a', 'b', 'c']],
  [
    {
      $arrayToObject: [
        [
          ['x', 1],
          ['y', 2],
        ],
      ],
    },
    { x: 1, y: 2 },
  ],
  [{ $objectToArray: { x: 1 } }, [{ k: 'x', v: 1 }]],
  [{ $mergeObjects: [{ a: 1, b: 1 }, { b: 2 }] }, { a: 1, b: 2 }],
  [
    {
      $setUnion: [
        [1, 2],
        [2, 3],
      ],
    },
    [1, 2, 3],
  ],
  [
    {
      $setIntersection: [
        [1, 2],
        [2, 3],
      ],
    },
    [2],
  ],
  [{ $setDifference: [[1, 2], [2]] }, [1]],
  [{ $setIsSubset: [[1], [1, 2]] }, true],
  [
    {
      $setEquals: [
        [1, 2, 1],
        [2, 1],
      ],
    },
    true,
  ],
  [{ $anyElementTrue: [[0, 1]] }, true],
  [{ $allElementsTrue: [[0, 1]] }, false],
  [{ $type: '$at' }, 'date'],
  [{ $type: '$missing' }, 'missing'],
  [{ $toString: '$n' }, '7'],
  [{ $toString: '$at' }, '2026-03-01T18:30:15.250Z'],
  [{ $toInt: '42' }, 42],
  [{ $toInt: 2.9 }, 2],
  [{ $toLong: '$at' }, Long.fromNumber(1772389815250)],
  [{ $toDouble: '1.5' }, 1.5],
  [{ $toBool: 'false' }, true],
  [{ $toDate: '2026-01-02T03:04:05Z' }, new Date('2026-01-02T03:04:05Z')],
  [{ $toObjectId: '5f5f5f5f5f5f5f5f5f5f5f5f' }, new ObjectId('5f5f5f5f5f5f5f5f5f5f5f5f')],
  [{ $convert: { input: 'x', to: 'int', onError: -1 } }, -1],
  [{ $convert: { input: '$nil', to: 'int', onNull: 0 } }, 0],
  [{ $year: '$at' }, 2026],
  [{ $month: { date: '$at', timezone: 'Asia/Shanghai' } }, 3],
  [{ $dayOfMonth: { date: '$at', timezone: 'Asia/Shanghai' } }, 2],
  [{ $hour: { date: '$at', timezone: '+08:00' } }, 2],
  [{ $minute: '$at' }, 30],
  [{ $millisecond: '$at' }, 250],
  [{ $dayOfWeek: '$at' }, 1],
  [{ $dayOfYear: '$at' }, 60],
  [{ $isoWeek: '$at' }, 9],
  [{ $isoDayOfWeek: '$at' }, 7],
  [{ $dateToString: { date: '$at' } }, '2026-03-01T18:30:15.250Z'],
  [
    { $dateToString: { date: '$at', format: '%Y-%m-%d %H:%M:%S.%L', timezone: 'Asia/Shanghai' } },
    '2026-03-02 02:30:15.250',
  ],
  [{ $dateToString: { date: '$nil', onNull: 'none' } }, 'none'],
  [
    { $dateAdd: { startDate: new Date('2026-01-31T00:00:00Z'), unit: 'month', amount: 1 } },
    new Date('2026-02-28T00:00:00Z'),
  ],
  [
    {
      $dateDiff: {
        startDate: new Date('2026-01-31T23:00:00Z'),
        endDate: new Date('2026-02-01T01:00:00Z'),
        unit: 'month',
      },
    },
    Long.fromNumber(1),
  ],
  [{ $dateTrunc: { date: '$at', unit: 'day', timezone: 'Asia/Shanghai' } }, new Date('2026-03-01T16:00:00Z')],
]

/** Aggregation expressions. */
export function expressionContract(use: UseCollection): void {
  describe('expressions', () => {
    for (const [expression, value] of cases) {
      it(`computes ${EJSON.stringify({ e: expression }).slice(5, -1)}`, async () => {
        await use().insertOne({ _id: 1 as never, ...doc })
        const [result] = await use()
          .aggregate([{ $project: { _id: 0, v: expression } }], { promoteValues: false })
          .toArray()
        expect(EJSON.stringify(result, { relaxed: false })).to.equal(
          EJSON.stringify({ v: value }, { relaxed: false }),
        )
      })
    }
  })
}
