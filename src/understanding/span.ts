/** A stretch of the text: `start` inclusive, `end` exclusive, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** The same text with the given stretches turned into spaces, so that places stay where they are. */
export function blankOut(text: string, spans: readonly Span[]): string {
  let blanked = text
  for (const { start, end } of spans) {
    blanked = blanked.slice(0, start) + ' '.repeat(end - start) + blanked.slice(end)
  }
  return blanked
}
