import type { ApiMethod } from '../server/api-method.ts'
import { intAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

/** `GET` or `POST /cgi-bin/kf/account/list` (wecom.md 7.7): the accounts granted to the app. */
export const kfAccountList: ApiMethod = {
  path: '/cgi-bin/kf/account/list',
  verb: 'GET',
  token: 'required',
  run(platform, { agent, body }) {
    const offset = intAt(body, 'offset') ?? 0
    const limit = intAt(body, 'limit') ?? 100
    if (limit < 1 || limit > 100) return refuse(40058, 'invalid limit')
    const granted = [...platform.records.kf.accounts.values()].filter(
      (each) => each.agentId === agent.agentId && !each.deleted,
    )
    const rows = granted.slice(offset, offset + limit).map(({ openKfId, name }) => ({
      open_kfid: openKfId,
      name,
      avatar: '',
      manage_privilege: true,
    }))
    return { ok: { account_list: rows } }
  },
}
