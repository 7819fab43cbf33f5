import { charactersOf } from './characters.ts'
import type { ContentContext } from './content.ts'

/** The text's beginning of at most `limit` bytes of UTF-8, no character torn. */
export function cutToBytes(text: string, limit: number): string {
  if (Buffer.byteLength(text, 'utf8') <= limit) return text
  let size = 0
  let kept = ''
  for (const character of text) {
    size += Buffer.byteLength(character, 'utf8')
    if (size > limit) break
    kept += character
  }
  return kept
}

/** As {@link cutToBytes}, telling the report when something was cut: the reader does not see it all. */
export function cutAndReport(context: ContentContext, field: string, text: string, limit: number): string {
  const cut = cutToBytes(text, limit)
  if (cut.length < text.length) reportCut(context, `${field} is longer than ${limit} bytes`)
  return cut
}

/** The text's first `limit` characters, reported like {@link cutAndReport}. */
export function cutCharacters(context: ContentContext, field: string, text: string, limit: number): string {
  const characters = charactersOf(text)
  if (characters.length <= limit) return text
  reportCut(context, `${field} has ${characters.length} characters, ${limit} are shown`)
  return characters.slice(0, limit).join('')
}

/** Notes a text that the client shows shortened. */
export function reportCut({ platform, api }: ContentContext, detail: string): void {
  platform.report({ kind: 'cut', api, errcode: 0, detail })
}
