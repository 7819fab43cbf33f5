import { parseCard, type Card } from '../card/card.ts'
import { isObject } from '../server/fields.ts'

/** Names whose JSON twin is not simply the words joined by `_`. */
const NAMES = new Map([
  ['CheckBox', 'checkbox'],
  ['KeyName', 'keyname'],
  ['AppId', 'appid'],
  ['PagePath', 'pagepath'],
  ['UserId', 'userid'],
])

const NUMBERS = new Set(['desc_color', 'type', 'style', 'mode', 'aspect_ratio'])
const BOOLEANS = new Set(['is_checked', 'disable'])

/** Reads a card out of the XML of a passive reply (wecom.md 1.8) as if it had come as JSON. */
export function parseXmlCard(element: unknown): Card {
  return parseCard(convert('', element))
}

function convert(name: string, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((each) => convert(name, each))
  if (isObject(value)) {
    return Object.fromEntries(
      Object.entries(value).map(([key, inner]) => {
        const known = NAMES.get(key) ?? key.replaceAll(/(?<!^)([A-Z])/g, '_$1').toLowerCase()
        return [known, convert(known, inner)]
      }),
    )
  }
  if (NUMBERS.has(name)) return Number(value)
  if (BOOLEANS.has(name)) return value === 'true' || value === '1'
  return value
}
