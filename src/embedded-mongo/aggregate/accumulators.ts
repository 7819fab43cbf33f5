import { compareValues, sameValue } from '../bson/compare.ts'
import { isNumeric, toNumber, type Numeric } from '../bson/number.ts'
import { asDouble, cloneDoc, type Doc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import { combine } from './operators/arithmetic.ts'
import { isNullish } from './operators/operator.ts'

/** Gathers values of one group. */
export interface Accumulator {
  add(value: Value | undefined): void
  result(): Value
}

function folding(start: Value, step: (so: Value, value: Value) => Value): () => Accumulator {
  return () => {
    let so = start
    return {
      add(value) {
        so = step(so, value ?? null)
      },
      result: () => so,
    }
  }
}

function sum(): Accumulator {
  let total: Numeric = 0
  return {
    add(value) {
      if (isNumeric(value)) total = combine('add', total, value)
    },
    result: () => total,
  }
}

function average(): Accumulator {
  let [total, count] = [0, 0]
  return {
    add(value) {
      if (!isNumeric(value)) return
      total += toNumber(value)
      count++
    },
    result: () => (count === 0 ? null : asDouble(total / count)),
  }
}

function extreme(sign: 1 | -1): () => Accumulator {
  return folding(null, (so, value) => {
    if (isNullish(value)) return so
    return so === null || compareValues(value, so) * sign > 0 ? value : so
  })
}

function edge(which: 'first' | 'last'): () => Accumulator {
  return () => {
    let found: Value | undefined
    return {
      add(value) {
        if (which === 'last' || found === undefined) found = value ?? null
      },
      result: () => found ?? null,
    }
  }
}

function pushing(isSet: boolean): () => Accumulator {
  return () => {
    const values: Value[] = []
    return {
      add(value) {
        if (value === undefined) return
        if (!isSet || !values.some((other) => sameValue(other, value))) values.push(value)
      },
      result: () => values,
    }
  }
}

function merging(): Accumulator {
  const merged: Doc = new Map()
  return {
    add(value) {
      if (isNullish(value)) return
      if (!(value instanceof Map)) throw new MongoError(40400, '$mergeObjects requires object inputs')
      for (const [key, each] of cloneDoc(value)) merged.set(key, each)
    },
    result: () => merged,
  }
}

function deviation(isSample: boolean): () => Accumulator {
  return () => {
    let [count, mean, squares] = [0, 0, 0]
    return {
      add(value) {
        if (!isNumeric(value)) return
        const x = toNumber(value)
        count++
        const delta = x - mean
        mean += delta / count
        squares += delta * (x - mean)
      },
      result() {
        const divisor = isSample ? count - 1 : count
        return divisor < 1 ? null : asDouble(Math.sqrt(squares / divisor))
      },
    }
  }
}

/** Accumulators of `$group` by name. */
export const ACCUMULATORS = new Map<string, () => Accumulator>([
  ['$sum', sum],
  ['$avg', average],
  ['$min', extreme(-1)],
  ['$max', extreme(1)],
  ['$first', edge('first')],
  ['$last', edge('last')],
  ['$push', pushing(false)],
  ['$addToSet', pushing(true)],
  ['$mergeObjects', merging],
  ['$stdDevPop', deviation(false)],
  ['$stdDevSamp', deviation(true)],
])
