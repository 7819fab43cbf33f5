/** Characters of a number written or dictated in Chinese; 幺 is the telephone reading of 1. */
export const NUMERAL_CHARS = '零〇幺一二两三四五六七八九十百千'

const DIGITS = new Map(Array.from('零一二三四五六七八九', (char, value) => [char, value] as const))
DIGITS.set('〇', 0).set('幺', 1).set('两', 2)
const UNITS = new Map([
  ['十', 10],
  ['百', 100],
  ['千', 1000],
])

/** Reads digits one by one: 五零一 → 501, 幺零二 → 102; `undefined` when another character stands in between. */
export function readDigitByDigit(words: string): string | undefined {
  let digits = ''
  for (const char of words) {
    const digit = DIGITS.get(char) ?? (char >= '0' && char <= '9' ? Number(char) : undefined)
    if (digit === undefined) return undefined
    digits += String(digit)
  }
  return digits === '' ? undefined : digits
}

/** Reads a value: 二十二 → 22, 一千零五 → 1005; `undefined` when the words do not form one. */
function readValue(words: string): number | undefined {
  let total = 0
  let digit: number | undefined
  let smallestUnit = Infinity
  for (const char of words) {
    const unit = UNITS.get(char)
    if (unit === undefined) {
      const next = DIGITS.get(char)
      if (next === undefined || (digit !== undefined && digit !== 0)) return undefined
      digit = next
    } else {
      if (unit >= smallestUnit) return undefined
      total += (digit ?? 1) * unit
      smallestUnit = unit
      digit = undefined
    }
  }
  return total + (digit ?? 0)
}

/**
 * Digits of a number in Arabic or Chinese writing, leading zeros dropped: 0501 → 501, 五零一 → 501,
 * 一千零五 → 1005. 十二零三 (floor 12, door 03) → 1203. `undefined` when it is not a number (domain-facts 2.5).
 */
export function readNumeral(words: string): string | undefined {
  const plain = readDigitByDigit(words)
  if (plain !== undefined) return plain.replace(/^0+(?=\d)/, '')
  const floorAndDoor = /^([一二三四五六七八九]?十[一二三四五六七八九]?)([零〇幺一二三四五六七八九]{2})$/.exec(
    words,
  )
  if (floorAndDoor?.[1] !== undefined && floorAndDoor[2] !== undefined) {
    const floor = readValue(floorAndDoor[1])
    const door = readDigitByDigit(floorAndDoor[2])
    if (floor !== undefined && door !== undefined) return String(floor) + door
  }
  const value = readValue(words)
  return value === undefined ? undefined : String(value)
}
