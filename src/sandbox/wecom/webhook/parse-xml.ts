import { XMLParser } from 'fast-xml-parser'
import { isObject } from '../server/fields.ts'

/** Elements of a passive card that are repeated without a wrapper (wecom.md 1.8). */
const LISTS = new Set([
  'ActionList',
  'HorizontalContentList',
  'JumpList',
  'VerticalContentList',
  'ButtonList',
  'OptionList',
  'SelectList',
  'item',
])

const parser = new XMLParser({
  parseTagValue: false,
  trimValues: true,
  processEntities: true,
  isArray: (name) => LISTS.has(name),
})

/** The elements inside `<xml>`, every value a text; `undefined` for anything that is no such document. */
export function parseXml(text: string): Record<string, unknown> | undefined {
  try {
    const parsed: unknown = parser.parse(text)
    const root = isObject(parsed) ? parsed.xml : undefined
    return isObject(root) ? root : undefined
  } catch {
    return undefined
  }
}
