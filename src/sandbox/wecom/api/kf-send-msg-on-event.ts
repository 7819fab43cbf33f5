import { findEventCode } from '../kf/event-codes.ts'
import { readKfContent } from '../kf/kf-content.ts'
import { takeMsgid } from '../kf/msgid.ts'
import { findAccount } from '../kf/accounts.ts'
import { keepSession, sessionOf } from '../kf/sessions.ts'
import { showToOwner } from '../kf/show-to-owner.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'

/** `POST /cgi-bin/kf/send_msg_on_event` (wecom.md 7.5): one message per code, in its time and state. */
export const kfSendMsgOnEvent: ApiMethod = {
  path: '/cgi-bin/kf/send_msg_on_event',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const code = findEventCode(platform, textAt(body, 'code'))
    if (isRefusal(code)) return code
    const account = findAccount(platform, agent, code.openKfId)
    if (isRefusal(account)) return account
    const content = readKfContent(platform, body, code.msgTypes)
    if (isRefusal(content)) return content
    const msgid = takeMsgid(platform, code.openKfId, body)
    if (isRefusal(msgid)) return msgid
    msgid.keep()
    platform.records.kf.eventCodes.put(code.code, { ...code, used: true })
    const session = sessionOf(platform, code.openKfId, code.externalUserId)
    if (code.state === null) keepSession(platform, { ...session, welcomedAt: platform.now() })
    if (!session.blocked) showToOwner(platform, code, content)
    return { ok: { msgid: msgid.msgid } }
  },
}
