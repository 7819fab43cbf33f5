import { createHash } from 'node:crypto'
import type { Platform } from '../platform.ts'
import { intAt } from '../server/fields.ts'
import type { ApiCall } from '../server/api-method.ts'

const DEFAULT_S = 1800
const LONGEST_S = 4 * 3600

/** The duplicate check of message/send: the very same JSON within the interval is answered but not delivered. */
export interface DuplicateCheck {
  /** The answer to the repeated request, `undefined` for the first one. */
  earlier: Record<string, unknown> | undefined
  /** Remembers the first request's answer. */
  keep(answer: Record<string, unknown>): void
}

/** Looks the request up; does nothing when `enable_duplicate_check` is off. */
export function checkDuplicate(platform: Platform, call: ApiCall): DuplicateCheck {
  if (intAt(call.body, 'enable_duplicate_check') !== 1) return { earlier: undefined, keep: () => undefined }
  const { duplicates } = platform.records
  const now = platform.now()
  for (const each of duplicates.values()) if (each.until <= now) duplicates.delete(each.hash)
  const hash = createHash('sha256').update(`${call.agent.agentId} `).update(call.raw).digest('hex')
  const seconds = Math.min(intAt(call.body, 'duplicate_check_interval') ?? DEFAULT_S, LONGEST_S)
  const known = duplicates.get(hash)
  return {
    earlier: known === undefined ? undefined : repeated(platform, known.answer),
    keep: (answer) => duplicates.put(hash, { hash, until: now + seconds * 1000, answer }),
  }
}

function repeated(platform: Platform, answer: Record<string, unknown>): Record<string, unknown> {
  if (platform.switches.duplicateKeepsMsgid) return answer
  const rest = Object.entries(answer).filter(([name]) => name !== 'response_code')
  return { ...Object.fromEntries(rest), msgid: platform.secret('msg_') }
}
