import { PRIVATE_FIELDS } from '../world.ts'
import type { ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

/** `POST /cgi-bin/auth/getuserdetail` (wecom.md 9.2): the private fields that the member has and agreed to give. */
export const authGetuserdetail: ApiMethod = {
  path: '/cgi-bin/auth/getuserdetail',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const ticket = platform.records.login.tickets.get(textAt(body, 'user_ticket'))
    if (ticket?.agentId !== agent.agentId) return refuse(84015, 'invalid user_ticket')
    if (ticket.expiresAt <= platform.now()) return refuse(84014, 'user_ticket expired')
    const details = platform.directory.member(ticket.userId)?.details ?? {}
    const given: Record<string, string> = {}
    for (const field of PRIVATE_FIELDS) {
      const value = details[field]
      if (ticket.grants.includes(field) && value !== undefined) given[field] = value
    }
    return { ok: { userid: ticket.userId, ...given } }
  },
}
