import { BSONRegExp } from 'bson'
import { MongoError } from '../mongo-error.ts'
import type { Pattern } from './filter.ts'

/** Compiles a pattern with MongoDB's options `i`, `m`, `s`, `x` and `u`. Throws 51108 or 51091 like MongoDB. */
export function compilePattern(source: string, options: string): Pattern {
  const flags = new Set(options)
  for (const flag of flags) {
    if (!'imsxu'.includes(flag)) {
      throw new MongoError(51108, `invalid flag in regex options: ${flag}`)
    }
  }
  const plain = flags.has('x') ? withoutExtended(source) : source
  const wanted = [...flags].filter((flag) => 'ims'.includes(flag)).join('')
  return { source: new BSONRegExp(source, options), regex: toRegExp(plain, wanted) }
}

/** Unicode mode reads characters as MongoDB does; patterns it is too strict for run without it. */
function toRegExp(source: string, flags: string): RegExp {
  try {
    return new RegExp(source, `${flags}u`)
  } catch {
    try {
      return new RegExp(source, flags)
    } catch (error) {
      throw new MongoError(51091, `Regular expression is invalid: ${String(error)}`)
    }
  }
}

/** Option `x`: white space and `#` comments outside brackets do not count. */
function withoutExtended(source: string): string {
  return source.replace(/(\\.|\[(?:\\.|[^\]\\])*\])|\s+|#[^\n]*/gs, (_all, kept?: string) => kept ?? '')
}
