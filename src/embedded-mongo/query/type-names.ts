import { isNumeric, toNumber } from '../bson/number.ts'
import { typeName, type TypeName, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'

/** Numbers of the BSON specification for the aliases of `$type`. */
const TYPE_NUMBERS = new Map<number, TypeName>([
  [1, 'double'],
  [2, 'string'],
  [3, 'object'],
  [4, 'array'],
  [5, 'binData'],
  [7, 'objectId'],
  [8, 'bool'],
  [9, 'date'],
  [10, 'null'],
  [11, 'regex'],
  [13, 'javascript'],
  [16, 'int'],
  [17, 'timestamp'],
  [18, 'long'],
  [19, 'decimal'],
  [-1, 'minKey'],
  [127, 'maxKey'],
])
const NAMES = new Set<string>([...TYPE_NUMBERS.values(), 'number'])

function isTypeAlias(name: string): name is TypeName | 'number' {
  return NAMES.has(name)
}

/** Reads the operand of `$type`: a name, a number or a list of them. */
export function typeNames(operand: Value): Set<TypeName | 'number'> {
  const names = new Set<TypeName | 'number'>()
  for (const each of Array.isArray(operand) ? operand : [operand]) {
    if (typeof each === 'string') {
      if (!isTypeAlias(each)) throw new MongoError('BadValue', `Unknown type name alias: ${each}`)
      names.add(each)
      continue
    }
    if (!isNumeric(each))
      throw new MongoError('TypeMismatch', `type must be a number or string, not ${typeName(each)}`)
    const name = TYPE_NUMBERS.get(toNumber(each))
    if (name === undefined) throw new MongoError('BadValue', `Invalid numerical type code: ${toNumber(each)}`)
    names.add(name)
  }
  return names
}
