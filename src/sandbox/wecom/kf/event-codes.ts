import type { Platform } from '../platform.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import { SESSION, type KfEventCodeRecord, type KfSessionRecord } from './kf-records.ts'
import { sessionOf, WINDOW_MS } from './sessions.ts'

const SHORT_MS = 20_000

const KINDS = {
  welcome: { state: null, lifeMs: SHORT_MS, msgTypes: ['text', 'msgmenu'] },
  pool: { state: SESSION.pool, lifeMs: WINDOW_MS, msgTypes: ['text'] },
  human: { state: SESSION.human, lifeMs: WINDOW_MS, msgTypes: ['text'] },
  ended: { state: SESSION.ended, lifeMs: SHORT_MS, msgTypes: ['text', 'msgmenu'] },
}

/** Makes a code for kf/send_msg_on_event (wecom.md 7.5). */
export function issueEventCode(
  platform: Platform,
  kind: keyof typeof KINDS,
  { openKfId, externalUserId }: KfSessionRecord,
): string {
  const { state, lifeMs, msgTypes } = KINDS[kind]
  const code = platform.secret(kind === 'welcome' ? 'WC' : 'MC').slice(0, 32)
  const expiresAt = platform.now() + lifeMs
  platform.records.kf.eventCodes.put(code, {
    code,
    openKfId,
    externalUserId,
    state,
    msgTypes,
    expiresAt,
    used: false,
  })
  return code
}

/** The code if it can be used now: known, not used, in time, and in the state that made it; else 41050. */
export function findEventCode(platform: Platform, given: string): KfEventCodeRecord | Refusal {
  const code = platform.records.kf.eventCodes.get(given)
  if (code === undefined) return refuse(41050, 'invalid code')
  if (code.used) return refuse(41050, 'invalid code, it was used')
  if (platform.now() >= code.expiresAt) return refuse(41050, 'invalid code, it has expired')
  const { state } = sessionOf(platform, code.openKfId, code.externalUserId)
  return code.state !== null && code.state !== state
    ? refuse(41050, 'invalid code in this session state')
    : code
}
