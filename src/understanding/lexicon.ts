/**
 * Words that speak for something, with their weight. The words are alternatives of a regular expression whose every
 * alternative begins with a written character, a class or a group of them; `…` is a gap of up to eight characters
 * inside one sentence.
 */
export type Cue = readonly [weight: number, ...words: string[]]

/** One place where a cue was found. */
export interface Hit<T> {
  owner: T
  weight: number
  words: string
  start: number
  end: number
}

interface Entry<T> {
  owner: T
  weight: number
  pattern: RegExp
}

const GAP = '[^。!?;\\n]{0,8}?'

/** Compiled cues of many owners, indexed by first character, so that a text is read once for all of them. */
export interface Lexicon<T> {
  /** All hits in the order of the text; per owner and cue at most one at each place. */
  find(text: string): Hit<T>[]
}

/** Compiles the cues. @throws Error when an alternative has no fixed first character. */
export function createLexicon<T>(owners: readonly (readonly [owner: T, cues: readonly Cue[]])[]): Lexicon<T> {
  const index = new Map<string, Entry<T>[]>()
  for (const [owner, cues] of owners) {
    for (const [weight, ...words] of cues) addCue(index, owner, weight, words.join('|'))
  }
  return {
    find(text) {
      const hits: Hit<T>[] = []
      for (let at = 0; at < text.length; at += 1) {
        for (const { owner, weight, pattern } of index.get(text.charAt(at)) ?? []) {
          pattern.lastIndex = at
          const match = pattern.exec(text)
          if (match !== null)
            hits.push({ owner, weight, words: match[0], start: at, end: at + match[0].length })
        }
      }
      return hits
    },
  }
}

function addCue<T>(index: Map<string, Entry<T>[]>, owner: T, weight: number, words: string): void {
  const byFirst = new Map<string, string[]>()
  for (const alternative of splitAlternatives(words)) {
    for (const first of firstCharacters(alternative)) {
      byFirst.set(first, [...(byFirst.get(first) ?? []), alternative])
    }
  }
  for (const [first, alternatives] of byFirst) {
    const pattern = new RegExp(alternatives.join('|').replaceAll('…', GAP), 'y')
    index.set(first, [...(index.get(first) ?? []), { owner, weight, pattern }])
  }
}

/** Splits at the `|` outside groups and classes. */
function splitAlternatives(words: string): string[] {
  const alternatives: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < words.length; at += 1) {
    const char = words.charAt(at)
    if (char === '\\') at += 1
    else if (char === '(' || char === '[') depth += 1
    else if (char === ')' || char === ']') depth -= 1
    else if (char === '|' && depth === 0) {
      alternatives.push(words.slice(from, at))
      from = at + 1
    }
  }
  alternatives.push(words.slice(from))
  return alternatives
}

/** The characters with which a match of one alternative can begin. */
function firstCharacters(alternative: string): Set<string> {
  const group = /^\((?:\?:)?/.exec(alternative)
  if (group !== null) {
    const close = closingBracket(alternative)
    if ('?*'.includes(alternative.charAt(close + 1) || ' '))
      throw new Error(`Optional beginning: ${alternative}`)
    const inner = splitAlternatives(alternative.slice(group[0].length, close))
    return new Set(inner.flatMap((part) => [...firstCharacters(part)]))
  }
  const set = /^\[([^\]^\\]+)\](?![?*])/.exec(alternative)
  if (set?.[1] !== undefined) return new Set(set[1].replace('0-9', '0123456789'))
  const plain = /^(?:\\([^\w])|([^\\[(.^$*+?{|]))(?![?*])/.exec(alternative)
  const first = plain?.[1] ?? plain?.[2]
  if (first === undefined) throw new Error(`No fixed first character: ${alternative}`)
  return new Set([first.charAt(0)])
}

function closingBracket(alternative: string): number {
  let depth = 0
  for (let at = 0; at < alternative.length; at += 1) {
    const char = alternative.charAt(at)
    if (char === '\\') at += 1
    else if (char === '(') depth += 1
    else if (char === ')' && --depth === 0) return at
  }
  throw new Error(`Unbalanced brackets: ${alternative}`)
}
