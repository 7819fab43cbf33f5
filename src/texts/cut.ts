/** The first characters of a text, with … when something had to go; never splits a code point. */
export function cutToChars(text: string, most: number): string {
  const points = Array.from(text.replaceAll(/\p{Surrogate}/gu, ''))
  return points.length <= most ? points.join('') : `${points.slice(0, most - 1).join('')}…`
}
