import { XMLParser, XMLValidator } from 'fast-xml-parser'

/** An XML element's content: its text, or its children by name (repeated ones as an array). */
export type XmlNode = string | XmlNode[] | XmlTree
/** The children of an element. */
export interface XmlTree {
  [name: string]: XmlNode
}

/** Elements that can be repeated and are therefore always read as arrays (wecom.md 2). */
const REPEATED = new Set(['SelectedItem', 'OptionId', 'item', 'Item', 'AuthAddOpenKfId', 'AuthDelOpenKfId'])

const DEEPEST = 20

const parser = new XMLParser({
  ignoreAttributes: true,
  ignoreDeclaration: true,
  parseTagValue: false,
  trimValues: true,
  // Only the five entities of XML itself and character references: parseXml refuses documents that declare others.
  processEntities: true,
  maxNestedTags: DEEPEST,
  isArray: (name) => REPEATED.has(name),
})

/**
 * The children of the `<xml>` element, all values as trimmed text; `undefined` when the text is no well-formed XML of
 * that root, nests deeper than 20, or holds anything but elements and CDATA (a DTD, an entity, a comment).
 */
export function parseXml(xml: string): XmlTree | undefined {
  const text = xml.trim()
  if (hasMarkupDeclaration(text)) return undefined
  try {
    // The parser alone forgives unclosed elements and text after the end.
    // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is a package of its own, for one call
    if (XMLValidator.validate(text) !== true) return undefined
    const root: unknown = parser.parse(text)
    if (!isTree(root) || Object.keys(root).length !== 1 || root.xml === undefined) return undefined
    const children = trimmed(root.xml)
    return typeof children === 'string' || Array.isArray(children) ? undefined : children
  } catch {
    // The parser throws plain errors for whatever it dislikes; to the caller they are all the same.
    return undefined
  }
}

/** Looks from left to right, so that neither a declaration inside CDATA nor CDATA inside a comment deceives it. */
function hasMarkupDeclaration(xml: string): boolean {
  const body = xml.replace(/^<\?xml[^>]*\?>/, '')
  for (const [found] of body.matchAll(/<!\[CDATA\[[\s\S]*?\]\]>|<[!?]/g)) {
    if (!found.startsWith('<![CDATA[')) return true
  }
  return false
}

/** Whitespace inside CDATA is left by the parser; ids and keys must not carry it. */
function trimmed(node: XmlNode): XmlNode {
  if (typeof node === 'string') return node.trim()
  if (Array.isArray(node)) return node.map(trimmed)
  return Object.fromEntries(Object.entries(node).map(([name, child]) => [name, trimmed(child)]))
}

function isTree(value: unknown): value is XmlTree {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
