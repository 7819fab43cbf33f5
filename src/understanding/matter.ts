import type { Span } from './span.ts'

const LABEL_BEFORE =
  /(?:(?:我的?|本人|业主)?(?:联系)?(?:电话|手机号?码?|号码|房号|地址|住址|姓名|联系人|联系方式|称呼|报修人|业主|住户)(?:是|为)?|我是|我叫|我住在?|我家在?|本人|我在|打这个|联系我)[\s:,]*$/
const LABEL_AFTER = /^(?:[\s,:]*(?:的)?(?:业主|住户|租户|户主))?(?:[\s,、。;:/()-]+|$)/
const EDGES = /^[\s,，、。;；:：!！?？/()（）+·—-]+|[\s,，、;；:：(（+·—-]+$/gu

/**
 * The text without room, phone and name and without the words that only introduce them, so that what remains is the
 * matter itself. Falls back to the whole text when nothing else remains.
 */
export function cutMatter(original: string, text: string, spans: readonly Span[]): string {
  const sorted = [...spans].sort((a, b) => a.start - b.start)
  const parts: string[] = []
  let from = 0
  for (const span of sorted) {
    if (span.start < from) continue
    const lead = LABEL_BEFORE.exec(text.slice(from, span.start))?.[0].length ?? 0
    parts.push(original.slice(from, span.start - lead))
    from = span.end + (LABEL_AFTER.exec(text.slice(span.end, span.end + 8))?.[0].length ?? 0)
  }
  parts.push(original.slice(from))
  const matter = parts
    .map((part) => part.replace(EDGES, ''))
    .filter((part) => part !== '')
    .join(' ')
  return matter || original.trim() || original
}
