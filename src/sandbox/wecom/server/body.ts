import { isObject } from './fields.ts'

/** A request body read as JSON object; `problem` says why it could not be. */
export interface JsonBody {
  body: Record<string, unknown>
  problem?: 'not_json' | 'illegal_characters'
}

/** An escaped half of a surrogate pair whose other half is missing; it cannot be written as UTF-8. */
const LONE_SURROGATE = /\\ud[89ab][0-9a-f]{2}(?!\\ud[c-f])|(?<!\\ud[89ab][0-9a-f]{2})\\ud[c-f]/i

/** Reads the JSON body of a call; half an emoji, as careless cutting leaves it, is illegal (40033). */
export function parseJsonBody(raw: Buffer, contentType: string): JsonBody {
  if (raw.length === 0 || contentType.startsWith('multipart/')) return { body: {} }
  const text = raw.toString('utf8')
  if (LONE_SURROGATE.test(text)) return { body: {}, problem: 'illegal_characters' }
  try {
    const parsed: unknown = JSON.parse(text)
    return isObject(parsed) ? { body: parsed } : { body: {}, problem: 'not_json' }
  } catch {
    return { body: {}, problem: 'not_json' }
  }
}
