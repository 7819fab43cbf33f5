import { isNumeric, toInteger } from '../../bson/number.ts'
import { typeName, type Value } from '../../bson/value.ts'
import { MongoError } from '../../mongo-error.ts'
import { compilePattern } from '../../query/regex.ts'
import { BSONRegExp } from 'bson'
import { toText } from './convert.ts'
import { fieldsOf } from './forms.ts'
import { isNullish, unary, type Form, type Operator } from './operator.ts'

function text(name: string, value: Value | undefined, code = 34471): string {
  if (typeof value === 'string') return value
  throw new MongoError(
    code,
    `${name} requires a string argument, found: ${value === undefined ? 'missing' : typeName(value)}`,
  )
}

/** Code points of a text: MongoDB counts those, not JavaScript's units. */
function points(value: string): string[] {
  return Array.from(value)
}

function concat(args: (Value | undefined)[]): Value {
  if (args.some(isNullish)) return null
  return args.map((arg) => text('$concat', arg, 16702)).join('')
}

/** Case changes only the Latin letters, as in MongoDB; null gives the empty text. */
function changeCase(change: (value: string) => string): Operator {
  return unary((value) => (isNullish(value) ? '' : toText(value).replace(/[A-Za-z]+/g, change)))
}

function substring([value, from, length]: (Value | undefined)[]): Value {
  const [start, count] = [toInteger(from), toInteger(length)]
  if (start === undefined || count === undefined || start < 0) {
    throw new MongoError(
      34450,
      '$substrCP: starting index and length must be integers, the index not negative',
    )
  }
  const all = points(isNullish(value) ? '' : toText(value))
  return all.slice(start, count < 0 ? undefined : start + count).join('')
}

function split([value, delimiter]: (Value | undefined)[]): Value {
  if (isNullish(value) || isNullish(delimiter)) return null
  const by = text('$split', delimiter, 40086)
  if (by === '') throw new MongoError(40087, '$split requires a non-empty separator')
  return text('$split', value, 40085).split(by)
}

function indexOf([value, wanted, from, to]: (Value | undefined)[]): Value {
  if (isNullish(value)) return null
  const all = points(text('$indexOfCP', value, 40093))
  const start = toInteger(from) ?? 0
  const part = all.slice(start, toInteger(to)).join('')
  const at = part.indexOf(text('$indexOfCP', wanted, 40094))
  return at === -1 ? -1 : start + points(part.slice(0, at)).length
}

/** `$trim` and its halves: `chars` is a set of characters, white space when left out. */
function trimming(name: '$trim' | '$ltrim' | '$rtrim'): Form {
  return (operand, parse) => {
    const fields = fieldsOf(name, operand, ['input'], ['chars'])
    const [input, chars] = [parse(fields.get('input') ?? null), parse(fields.get('chars') ?? null)]
    return (frame) => {
      const value = input(frame)
      if (isNullish(value)) return null
      const given = chars(frame)
      const set = isNullish(given) ? undefined : new Set(points(text(name, given, 50700)))
      const isCut = (char: string | undefined): boolean =>
        char !== undefined && (set === undefined ? /[\s\0]/.test(char) : set.has(char))
      const all = points(text(name, value, 50699))
      let [start, end] = [0, all.length]
      if (name !== '$rtrim') while (start < end && isCut(all[start])) start++
      if (name !== '$ltrim') while (end > start && isCut(all[end - 1])) end--
      return all.slice(start, end).join('')
    }
  }
}

function replacing(name: '$replaceOne' | '$replaceAll'): Form {
  return (operand, parse) => {
    const fields = fieldsOf(name, operand, ['input', 'find', 'replacement'])
    const parts = ['input', 'find', 'replacement'].map((key) => parse(fields.get(key) ?? null))
    return (frame) => {
      const values = parts.map((part) => part(frame))
      if (values.some(isNullish)) return null
      const [input = '', find = '', replacement = ''] = values.map((value) => text(name, value, 51746))
      return name === '$replaceAll'
        ? input.replaceAll(find, () => replacement)
        : input.replace(find, () => replacement)
    }
  }
}

/** `$regexMatch`, `$regexFind` and `$regexFindAll`. */
function regex(name: '$regexMatch' | '$regexFind' | '$regexFindAll'): Form {
  return (operand, parse) => {
    const fields = fieldsOf(name, operand, ['input', 'regex'], ['options'])
    const [input, pattern, options] = ['input', 'regex', 'options'].map((key) =>
      parse(fields.get(key) ?? null),
    )
    return (frame) => {
      const [value, source, flags] = [input?.(frame), pattern?.(frame), options?.(frame)]
      if (isNullish(value) || isNullish(source))
        return name === '$regexMatch' ? false : name === '$regexFind' ? null : []
      const given = isNullish(flags) ? undefined : text(name, flags, 51106)
      const compiled =
        source instanceof BSONRegExp
          ? compilePattern(source.pattern, given ?? source.options)
          : compilePattern(text(name, source, 51105), given ?? '')
      const subject = text(name, value, 51104)
      if (name === '$regexMatch') return compiled.regex.test(subject)
      const found = [...subject.matchAll(new RegExp(compiled.regex, `${compiled.regex.flags}g`))].map(
        (match): Value =>
          new Map<string, Value>([
            ['match', match[0]],
            ['idx', points(subject.slice(0, match.index)).length],
            ['captures', match.slice(1).map((capture: string | undefined) => capture ?? null)],
          ]),
      )
      return name === '$regexFind' ? (found[0] ?? null) : found
    }
  }
}

/** Text operators that compute all of their arguments. */
export const strings = {
  $concat: { least: 0, most: Infinity, run: concat },
  $toLower: changeCase((value) => value.toLowerCase()),
  $toUpper: changeCase((value) => value.toUpperCase()),
  $substrCP: { least: 3, most: 3, run: substring },
  $strLenCP: unary((value) => points(text('$strLenCP', value)).length),
  $strLenBytes: unary((value) => Buffer.byteLength(text('$strLenBytes', value, 34473))),
  $split: { least: 2, most: 2, run: split },
  $indexOfCP: { least: 2, most: 4, run: indexOf },
  $strcasecmp: {
    least: 2,
    most: 2,
    run: ([a, b]) => {
      const [x, y] = [a, b].map((value) => (isNullish(value) ? '' : toText(value).toUpperCase()))
      return x === y ? 0 : (x ?? '') < (y ?? '') ? -1 : 1
    },
  },
  $isNumber: unary((value) => isNumeric(value)),
} satisfies Record<string, Operator>

/** Text operators with named parts. */
export const stringForms = {
  $trim: trimming('$trim'),
  $ltrim: trimming('$ltrim'),
  $rtrim: trimming('$rtrim'),
  $replaceOne: replacing('$replaceOne'),
  $replaceAll: replacing('$replaceAll'),
  $regexMatch: regex('$regexMatch'),
  $regexFind: regex('$regexFind'),
  $regexFindAll: regex('$regexFindAll'),
} satisfies Record<string, Form>
