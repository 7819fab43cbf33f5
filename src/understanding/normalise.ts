import { correctWords, plainCharacter } from './spelling.ts'

const DASHES = new Set('—–―‐‑‒−－_')
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/

/**
 * The text as the readers see it: half-width, simplified, lower case, slips corrected. Every change keeps the length
 * in UTF-16 units, so a place found here is the same place in the text as written.
 */
export function normalise(text: string): string {
  let plain = ''
  for (let at = 0; at < text.length; at += 1) plain += plainUnit(text.charAt(at))
  return correctWords(plain)
}

function plainUnit(unit: string): string {
  const code = unit.charCodeAt(0)
  if (code < 0x80) return code >= 65 && code <= 90 ? String.fromCharCode(code + 32) : unit
  if (DASHES.has(unit)) return '-'
  if (code === 0x3000 || code === 0xa0 || INVISIBLE.test(unit)) return ' '
  if (code >= 0xff01 && code <= 0xff5e) return plainUnit(String.fromCharCode(code - 0xfee0))
  return plainCharacter(unit)
}
