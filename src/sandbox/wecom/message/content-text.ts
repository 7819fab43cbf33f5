import { refuse, type Refusal } from '../server/refusal.ts'
import { textAt } from '../server/fields.ts'
import type { Content, ContentContext } from './content.ts'
import { cutAndReport } from './cut.ts'

const MAX_BYTES = 2048

/** `text`: cut above 2048 B. */
export function readText(context: ContentContext): Content | Refusal {
  const content = textAt(context.part, 'content')
  if (content === '') return refuse(44004, 'empty content')
  return { text: cutAndReport(context, 'text.content', content, MAX_BYTES) }
}

/** `markdown`: refused above 2048 B; shown as written. */
export function readMarkdown({ part }: ContentContext): Content | Refusal {
  const content = textAt(part, 'content')
  if (content === '') return refuse(44004, 'empty content')
  if (Buffer.byteLength(content, 'utf8') > MAX_BYTES) return refuse(45002, 'content size out of limit')
  return { text: content }
}
