import { toInteger } from '../bson/number.ts'
import { isDoc, type Value } from '../bson/value.ts'
import { MongoError } from '../mongo-error.ts'
import type { Stage } from './stages.ts'

/** `$sample`: so many documents, drawn at random without repetition. */
export function sample(operand: Value): Stage {
  const size = isDoc(operand) ? toInteger(operand.get('size')) : undefined
  if (size === undefined || size < 1)
    throw new MongoError(28747, 'size argument to $sample must be a positive integer')
  return (docs) => {
    const all = [...docs]
    for (let i = 0; i < Math.min(size, all.length); i++) {
      const other = i + Math.floor(Math.random() * (all.length - i))
      const [a, b] = [all[i], all[other]]
      if (a !== undefined && b !== undefined) [all[i], all[other]] = [b, a]
    }
    return all.slice(0, size)
  }
}
