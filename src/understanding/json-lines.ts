import { z } from 'zod'
import { understand } from './understand.ts'

const Line = z.object({ text: z.string() })

/** The promised fields of one answer (interface.md). */
export interface Reading {
  kind: string
  category: string
  room: string | null
  phone: string | null
  name: string | null
  urgent: boolean
}

/** The answer to a line that holds no text: nothing is claimed about it. */
const UNREADABLE: Reading = {
  kind: 'other',
  category: 'unclear',
  room: null,
  phone: null,
  name: null,
  urgent: false,
}

/**
 * Answers one JSON line `{"text":"…"}`. A line that is no JSON object with a text is answered as an unclear message,
 * so that every line but an empty one has exactly one answer; an empty line has none (`undefined`).
 */
export function readLine(line: string): Reading | undefined {
  const trimmed = line.replace(/^\ufeff/, '').trim()
  if (trimmed === '') return undefined
  const parsed = Line.safeParse(parseJson(trimmed))
  if (!parsed.success) return UNREADABLE
  const { kind, category, room, phone, name, urgent } = understand(parsed.data.text)
  return { kind, category, room, phone, name, urgent }
}

function parseJson(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
