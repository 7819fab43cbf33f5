import { findAccount, servicerKey } from '../kf/accounts.ts'
import { issueEventCode } from '../kf/event-codes.ts'
import { SESSION, type KfSessionRecord } from '../kf/kf-records.ts'
import { keepSession, sessionOf } from '../kf/sessions.ts'
import type { Platform } from '../platform.ts'
import { isRefusal, type ApiCall, type ApiMethod } from '../server/api-method.ts'
import { intAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

/** `POST /cgi-bin/kf/service_state/get` (wecom.md 7.6). */
export const kfServiceStateGet: ApiMethod = {
  path: '/cgi-bin/kf/service_state/get',
  verb: 'POST',
  token: 'required',
  run(platform, call) {
    const session = findSession(platform, call)
    if (isRefusal(session)) return session
    const servicer = session.servicer === null ? {} : { servicer_userid: session.servicer }
    return { ok: { service_state: session.state, ...servicer } }
  },
}

/** `POST /cgi-bin/kf/service_state/trans` (wecom.md 7.6): causes no event; an ended session cannot be changed. */
export const kfServiceStateTrans: ApiMethod = {
  path: '/cgi-bin/kf/service_state/trans',
  verb: 'POST',
  token: 'required',
  run(platform, call) {
    const session = findSession(platform, call)
    if (isRefusal(session)) return session
    const wanted = intAt(call.body, 'service_state')
    if (wanted === undefined) return refuse(40058, 'missing service_state')
    if (!isAllowed(platform, session.state, wanted)) return refuse(95016, 'invalid service state transition')
    const servicer = wanted === SESSION.human ? findServicer(platform, session, call) : null
    if (servicer !== null && typeof servicer === 'object') return servicer
    const moved = { ...session, state: wanted, servicer, lastContactAt: platform.now() }
    const code = firstCode(platform, moved)
    keepSession(
      platform,
      code === undefined ? moved : { ...moved, codesGiven: [...moved.codesGiven, code.kind] },
    )
    return { ok: code === undefined ? {} : { msg_code: code.code } }
  },
}

function findSession(platform: Platform, { agent, body }: ApiCall): KfSessionRecord | Refusal {
  const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
  if (isRefusal(account)) return account
  const externalUserId = textAt(body, 'external_userid')
  if (externalUserId === '') return refuse(41035, 'missing external_userid')
  if (!platform.world.owners.some((each) => each.externalUserId === externalUserId)) {
    return refuse(40096, 'invalid external_userid')
  }
  return sessionOf(platform, account.openKfId, externalUserId)
}

function isAllowed(platform: Platform, from: number, to: number): boolean {
  const ends = platform.switches.kfEndFromAnyState ? [SESSION.ended] : []
  const targets: Record<number, number[]> = {
    [SESSION.fresh]: [SESSION.assistant, SESSION.pool, SESSION.human, ...ends],
    [SESSION.assistant]: [SESSION.pool, SESSION.human, ...ends],
    [SESSION.pool]: [SESSION.human, ...ends],
    [SESSION.human]: [SESSION.human, SESSION.ended],
  }
  return targets[from]?.includes(to) ?? false
}

/** The servicer who takes over: on the account's list (95014), receiving (95019), another than now (95016). */
function findServicer(platform: Platform, session: KfSessionRecord, { body }: ApiCall): string | Refusal {
  const userId = textAt(body, 'servicer_userid')
  const servicer = platform.records.kf.servicers.get(servicerKey(session.openKfId, userId))
  if (servicer === undefined) return refuse(95014, 'not a servicer of this account')
  if (!servicer.receiving) return refuse(95019, 'servicer is not receiving')
  return servicer.userId === session.servicer
    ? refuse(95016, 'invalid service state transition')
    : servicer.userId
}

/** Codes come with the first move to the pool and to a human, and with every end. */
function firstCode(platform: Platform, session: KfSessionRecord): { kind: string; code: string } | undefined {
  const kinds = new Map<number, 'pool' | 'human' | 'ended'>([
    [SESSION.pool, 'pool'],
    [SESSION.human, 'human'],
    [SESSION.ended, 'ended'],
  ])
  const kind = kinds.get(session.state)
  if (kind === undefined || session.codesGiven.includes(kind)) return undefined
  return { kind, code: issueEventCode(platform, kind, session) }
}
