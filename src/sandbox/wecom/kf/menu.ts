import { objectAt, objectsAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

/** A row that the owner can click; the click comes back as text with the row's id. */
export interface MenuRow {
  id: string
  text: string
}

const MOST_ROWS = 50
const MOST_ACTIVE_ROWS = 10

const ROW_LIMITS: Record<string, { key: string; bytes: number }[]> = {
  click: [
    { key: 'id', bytes: 128 },
    { key: 'content', bytes: 128 },
  ],
  view: [
    { key: 'url', bytes: 2048 },
    { key: 'content', bytes: 1024 },
  ],
  miniprogram: [
    { key: 'appid', bytes: 128 },
    { key: 'pagepath', bytes: 1024 },
    { key: 'content', bytes: 1024 },
  ],
  text: [{ key: 'content', bytes: 256 }],
}

/** Reads a `msgmenu`: at most 50 rows of which 10 do something (95008), known row types (95009), byte limits. */
export function readMenu(part: Record<string, unknown>): { text: string; menu: MenuRow[] } | Refusal {
  const rows = objectsAt(part, 'list')
  const head = textAt(part, 'head_content')
  const tail = textAt(part, 'tail_content')
  if (Buffer.byteLength(head) > 1024 || Buffer.byteLength(tail) > 1024)
    return refuse(40058, 'menu text too long')
  if (rows.length === 0 && head === '' && tail === '') return refuse(44004, 'empty content')
  const active = rows.filter((row) => textAt(row, 'type') !== 'text')
  if (rows.length > MOST_ROWS || active.length > MOST_ACTIVE_ROWS) return refuse(95008, 'too many menu rows')

  const lines: string[] = []
  const menu: MenuRow[] = []
  for (const row of rows) {
    const type = textAt(row, 'type')
    const limits = ROW_LIMITS[type]
    if (limits === undefined) return refuse(95009, 'invalid menu row type')
    const content = objectAt(row, type)
    for (const { key, bytes } of limits) {
      const value = textAt(content, key)
      // A click without id gets one from the platform; everything else is required.
      if (value === '' && !(type === 'click' && key === 'id'))
        return refuse(40058, `menu ${type}.${key} missing`)
      if (Buffer.byteLength(value) > bytes) return refuse(40058, `menu ${type}.${key} too long`)
    }
    const text = textAt(content, 'content')
    lines.push(text)
    if (type === 'click') menu.push({ id: textAt(content, 'id') || String(menu.length + 1), text })
  }
  return { text: [head, ...lines, tail].filter((line) => line !== '').join('\n'), menu }
}
