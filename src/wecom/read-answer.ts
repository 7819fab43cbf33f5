import { z } from 'zod'
import { classifyErrcode } from './error-codes.ts'
import type { Answer } from './exchange.ts'
import { WecomError } from './wecom-error.ts'

const Verdict = z.looseObject({ errcode: z.number().int(), errmsg: z.string().default('') })

/** Longest piece of the platform's own words that goes into an error. */
const WORDS_MAX_CHARS = 120

/**
 * The JSON answer to a call, checked errcode first (wecom.md 11: errors come with HTTP 200). Rejects by `WecomError`:
 * `wecom_<errcode>`, `wecom_http_<status>`, `wecom_answer_unreadable`.
 */
export function readAnswer<T>(path: string, answer: Answer, schema: z.ZodType<T>): T {
  const json = parseJson(answer.bytes)
  const verdict = Verdict.safeParse(json)
  if (!verdict.success) throw withoutVerdict(path, answer.status)
  requireOk(path, verdict.data)
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  // The call was accepted, only what it gave us cannot be understood: repeating could do it twice.
  throw new WecomError('wecom_answer_unreadable', `${path}: errcode 0, but not the documented fields`, {
    handling: 'drop',
    outcome: 'unknown',
    cause: parsed.error,
  })
}

/** The `hint: […]` of an errmsg; the platform's support asks for it. */
export function hintOf(errmsg: string): string | undefined {
  return /hint: \[([^\]]{1,80})\]/.exec(errmsg)?.[1]
}

function requireOk(path: string, { errcode, errmsg }: z.infer<typeof Verdict>): void {
  const handling = classifyErrcode(errcode)
  if (handling === 'ok') return
  const words = (errmsg.split(', hint:')[0] ?? '').slice(0, WORDS_MAX_CHARS)
  const hint = hintOf(errmsg)
  const shownHint = hint === undefined ? '' : ` (hint ${hint})`
  throw new WecomError(`wecom_${errcode}`, `${path}: ${errcode} ${words}${shownHint}`, {
    errcode,
    handling,
    outcome: errcode === -1 ? 'unknown' : 'refused',
  })
}

function withoutVerdict(path: string, status: number): WecomError {
  if (status >= 300 && status < 500) {
    // 429 and its like come from proxies; the rest means that the address or the path is wrong.
    const handling = status === 429 ? 'back_off' : 'alarm'
    return new WecomError(`wecom_http_${status}`, `${path}: HTTP ${status}`, { handling, outcome: 'refused' })
  }
  const code = status >= 500 ? `wecom_http_${status}` : 'wecom_answer_unreadable'
  return new WecomError(code, `${path}: HTTP ${status} without a readable answer`, {
    handling: 'retry',
    outcome: 'unknown',
  })
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return undefined
  }
}
