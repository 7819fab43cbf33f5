import type { ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'
import { DAY_MS } from '../rates.ts'

/** `POST /cgi-bin/message/recall` (wecom.md 4.3): within 24 hours, by the app that sent it. */
export const messageRecall: ApiMethod = {
  path: '/cgi-bin/message/recall',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const message = platform.records.messages.get(textAt(body, 'msgid'))
    if (message?.agentId !== agent.agentId) return refuse(40058, 'invalid msgid')
    if (platform.now() >= message.at + DAY_MS) return refuse(42052, 'message is too old to recall')
    for (const entryId of Object.values(message.copies)) {
      const entry = platform.records.entries.get(entryId)
      if (entry === undefined) continue
      platform.threads.change({
        ...entry,
        recalled: true,
        card: null,
        msgType: 'recalled',
        text: '[消息已撤回]',
      })
    }
    return { ok: {} }
  },
}
