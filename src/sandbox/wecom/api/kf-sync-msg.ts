import { findAccount } from '../kf/accounts.ts'
import { itemsAfter } from '../kf/items.ts'
import type { Platform } from '../platform.ts'
import { MINUTE_MS } from '../rates.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { intAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

const MOST = 1000

/**
 * `POST /cgi-bin/kf/sync_msg` (wecom.md 7.3): the account's items behind a cursor, page by page. A cursor ends in `e`
 * when the page before it was empty on purpose, so that the next one is not.
 */
export const kfSyncMsg: ApiMethod = {
  path: '/cgi-bin/kf/sync_msg',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
    if (isRefusal(account)) return account
    const { openKfId } = account
    const limit = intAt(body, 'limit') ?? MOST
    if (limit < 1 || limit > MOST) return refuse(40058, 'invalid limit')
    const refusedToken = checkPullToken(platform, openKfId, textAt(body, 'token'))
    if (refusedToken !== undefined) return refusedToken
    const cursor = textAt(body, 'cursor')
    const match =
      cursor === '' ? ['', '0', openKfId.slice(-8), ''] : /^cur_(\d+)_(.{1,8}?)(_e)?$/.exec(cursor)
    if (match?.[2] !== openKfId.slice(-8)) return refuse(40058, 'invalid cursor')

    const place = Number(match[1])
    const items = itemsAfter(platform, openKfId, place)
    const suffix = openKfId.slice(-8)
    if (items.length > 0 && platform.switches.kfEmptyPages && match[3] !== '_e') {
      return { ok: { next_cursor: `cur_${place}_${suffix}_e`, has_more: 1, msg_list: [] } }
    }
    const page = items.slice(0, limit)
    const last = page.at(-1)?.place ?? place
    return {
      ok: {
        next_cursor: `cur_${last}_${suffix}`,
        has_more: items.length > page.length ? 1 : 0,
        msg_list: page.map((each) => each.item),
      },
    }
  },
}

/** A token must be of this account and younger than ten minutes (95007); without one the pace is limited. */
function checkPullToken(platform: Platform, openKfId: string, given: string): Refusal | undefined {
  if (given === '') {
    const limit = platform.switches.syncWithoutTokenPerMinute
    const free = platform.rates.take(`kf sync ${openKfId}`, [{ limit, spanMs: MINUTE_MS }])
    return free ? undefined : refuse(45009, 'api freq out of limit')
  }
  const token = platform.records.kf.pullTokens.get(given)
  const good = token?.openKfId === openKfId && platform.now() < token.expiresAt
  return good ? undefined : refuse(95007, 'invalid msg token')
}
