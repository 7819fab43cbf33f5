import { findAccount } from '../kf/accounts.ts'
import { addEvent, wakeApp } from '../kf/items.ts'
import { KF_TYPES, readKfContent } from '../kf/kf-content.ts'
import { SESSION, type KfSessionRecord } from '../kf/kf-records.ts'
import { takeMsgid } from '../kf/msgid.ts'
import { keepSession, sessionOf, WINDOW_MS } from '../kf/sessions.ts'
import { showToOwner } from '../kf/show-to-owner.ts'
import type { Platform } from '../platform.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

const PER_OWNER_MESSAGE = 5
const REJECTED_BY_USER = 10

/** `POST /cgi-bin/kf/send_msg` (wecom.md 7.4): at most five messages within 48 h of the owner's last one. */
export const kfSendMsg: ApiMethod = {
  path: '/cgi-bin/kf/send_msg',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
    if (isRefusal(account)) return account
    const { openKfId } = account
    const externalUserId = textAt(body, 'touser')
    if (externalUserId === '') return refuse(41035, 'missing touser')
    if (!platform.world.owners.some((each) => each.externalUserId === externalUserId)) {
      return refuse(40096, 'invalid external_userid')
    }
    const content = readKfContent(platform, body, KF_TYPES)
    if (isRefusal(content)) return content
    const msgid = takeMsgid(platform, openKfId, body)
    if (isRefusal(msgid)) return msgid
    const session = sessionOf(platform, openKfId, externalUserId)
    const closed = checkWindow(platform, session)
    if (closed !== undefined) return closed

    msgid.keep()
    keepSession(platform, { ...session, sentSince: session.sentSince + 1, lastContactAt: platform.now() })
    if (session.blocked) tellFailure(platform, session, msgid.msgid)
    else showToOwner(platform, session, content)
    return { ok: { msgid: msgid.msgid } }
  },
}

/** State first (95018), then the 48 hours (95002), then the count (95001). */
function checkWindow(platform: Platform, session: KfSessionRecord): Refusal | undefined {
  if (session.lastOwnerAt === null)
    return refuse(platform.switches.kfUnspokenErrcode, 'customer has not written')
  if (session.state !== SESSION.fresh && session.state !== SESSION.assistant) {
    return refuse(95018, 'send msg session status invalid')
  }
  if (platform.now() >= session.lastOwnerAt + WINDOW_MS) return refuse(95002, 'send msg time limit')
  return session.sentSince >= PER_OWNER_MESSAGE ? refuse(95001, 'send msg count limit') : undefined
}

/** The answer was 0 all the same; that nothing arrived is told later, by an event. */
function tellFailure(platform: Platform, session: KfSessionRecord, msgid: string): void {
  addEvent(platform, session.openKfId, 'msg_send_fail', {
    external_userid: session.externalUserId,
    fail_msgid: msgid,
    fail_type: REJECTED_BY_USER,
  })
  void wakeApp(platform, session.openKfId)
}
