/** The text's characters (字): code points, so that an emoji is one and no half of it is ever counted or cut. */
export function charactersOf(text: string): string[] {
  return Array.from(text)
}

/** The text's first `limit` characters. */
export function firstCharacters(text: string, limit: number): string {
  return charactersOf(text).slice(0, limit).join('')
}
