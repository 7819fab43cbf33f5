import type { Platform } from '../platform.ts'
import { HOUR_MS } from '../rates.ts'
import { servicersOf } from './accounts.ts'
import { SESSION, type KfAccountRecord, type KfSessionRecord } from './kf-records.ts'

/** A session without contact for so long ends by itself, and so does the window for answers. */
export const WINDOW_MS = 48 * HOUR_MS

const keyOf = (openKfId: string, externalUserId: string): string => `${openKfId}|${externalUserId}`

/** The session between an owner and an account as it stands now; state 4 when there was none or 48 h passed. */
export function sessionOf(platform: Platform, openKfId: string, externalUserId: string): KfSessionRecord {
  const known = platform.records.kf.sessions.get(keyOf(openKfId, externalUserId)) ?? {
    openKfId,
    externalUserId,
    state: SESSION.ended,
    servicer: null,
    lastOwnerAt: null,
    lastContactAt: 0,
    sentSince: 0,
    welcomedAt: null,
    codesGiven: [],
    blocked: false,
  }
  const over = known.state !== SESSION.ended && platform.now() >= known.lastContactAt + WINDOW_MS
  return over ? { ...known, state: SESSION.ended, servicer: null } : known
}

/** Keeps a session's new standing. */
export function keepSession(platform: Platform, session: KfSessionRecord): void {
  platform.records.kf.sessions.put(keyOf(session.openKfId, session.externalUserId), session)
}

/** What the owner's message does: both windows begin anew, and an ended session begins again. */
export function afterOwnerMessage(
  platform: Platform,
  account: KfAccountRecord,
  session: KfSessionRecord,
): KfSessionRecord {
  const now = platform.now()
  const heard = { ...session, lastOwnerAt: now, lastContactAt: now, sentSince: 0 }
  if (session.state !== SESSION.ended) return heard
  const servicer =
    account.routing === 'humans'
      ? servicersOf(platform, account.openKfId).find((each) => each.receiving)
      : undefined
  const state = servicer === undefined ? SESSION.fresh : SESSION.human
  return { ...heard, state, servicer: servicer?.userId ?? null, codesGiven: [] }
}
