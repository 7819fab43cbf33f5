import { findAccount, servicerKey, servicersOf } from '../kf/accounts.ts'
import type { Platform } from '../platform.ts'
import { isRefusal, type ApiAnswer, type ApiCall, type ApiMethod } from '../server/api-method.ts'
import { textAt, textsAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

const MOST_AT_ONCE = 100
const MOST_SERVICERS = 2000

type RowResult = [errcode: number, errmsg: string]

/** `POST /cgi-bin/kf/servicer/add` (wecom.md 7.7): errcode 0 as a whole, an errcode of its own for every row. */
export const kfServicerAdd: ApiMethod = {
  path: '/cgi-bin/kf/servicer/add',
  verb: 'POST',
  token: 'required',
  run: (platform, call) =>
    forEachRow(platform, call, (openKfId, userId) => {
      const member = platform.directory.visible(call.agent, userId)
      if (member === undefined) return [95014, 'not in the visible range']
      const key = servicerKey(openKfId, userId)
      const { servicers } = platform.records.kf
      if (servicers.get(key) === undefined && servicersOf(platform, openKfId).length >= MOST_SERVICERS) {
        return [40058, 'too many servicers']
      }
      servicers.put(key, { openKfId, userId: member.userId, receiving: true })
      return [0, 'success']
    }),
}

/** `POST /cgi-bin/kf/servicer/del`: the counterpart of adding. */
export const kfServicerDel: ApiMethod = {
  path: '/cgi-bin/kf/servicer/del',
  verb: 'POST',
  token: 'required',
  run: (platform, call) =>
    forEachRow(platform, call, (openKfId, userId) => {
      const key = servicerKey(openKfId, userId)
      const { servicers } = platform.records.kf
      if (servicers.get(key) === undefined) return [60253, 'servicer not on the list']
      servicers.delete(key)
      return [0, 'success']
    }),
}

/** `GET /cgi-bin/kf/servicer/list`: status 0 receives, 1 does not; the event of a change codes it otherwise. */
export const kfServicerList: ApiMethod = {
  path: '/cgi-bin/kf/servicer/list',
  verb: 'GET',
  token: 'required',
  run(platform, { agent, query }) {
    const account = findAccount(platform, agent, query.get('open_kfid') ?? '')
    if (isRefusal(account)) return account
    const rows = servicersOf(platform, account.openKfId).map(({ userId, receiving }) => ({
      userid: userId,
      status: receiving ? 0 : 1,
      ...(receiving ? {} : { stop_type: 0 }),
    }))
    return { ok: { servicer_list: rows } }
  },
}

function forEachRow(
  platform: Platform,
  { agent, body }: ApiCall,
  act: (openKfId: string, userId: string) => RowResult,
): ApiAnswer {
  const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
  if (isRefusal(account)) return account
  const userIds = textsAt(body, 'userid_list') ?? []
  if (userIds.length === 0) return refuse(40058, 'missing userid_list')
  if (userIds.length > MOST_AT_ONCE) return refuse(40032, 'invalid user list size')
  const rows = userIds.map((userId) => {
    const [errcode, errmsg] = act(account.openKfId, userId)
    return { userid: userId, errcode, errmsg }
  })
  return { ok: { result_list: rows } }
}
