import { findAccount } from '../kf/accounts.ts'
import { charactersOf } from '../message/characters.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

const MOST_ACCOUNTS = 5000

/** `POST /cgi-bin/kf/account/add` (wecom.md 7.7). */
export const kfAccountAdd: ApiMethod = {
  path: '/cgi-bin/kf/account/add',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const name = textAt(body, 'name')
    const wrong = checkName(name)
    if (wrong !== undefined) return wrong
    const { accounts } = platform.records.kf
    if ([...accounts.values()].filter((each) => !each.deleted).length >= MOST_ACCOUNTS) {
      return refuse(95005, 'too many accounts')
    }
    const openKfId = platform.secret('wk').slice(0, 32)
    const { agentId } = agent
    accounts.put(openKfId, { openKfId, name, agentId, routing: 'api', consoleWelcome: false, deleted: false })
    return { ok: { open_kfid: openKfId } }
  },
}

/** `POST /cgi-bin/kf/account/update`. */
export const kfAccountUpdate: ApiMethod = {
  path: '/cgi-bin/kf/account/update',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
    if (isRefusal(account)) return account
    const name = textAt(body, 'name') || account.name
    const wrong = checkName(name)
    if (wrong !== undefined) return wrong
    platform.records.kf.accounts.put(account.openKfId, { ...account, name })
    return { ok: {} }
  },
}

/** `POST /cgi-bin/kf/account/del`. */
export const kfAccountDel: ApiMethod = {
  path: '/cgi-bin/kf/account/del',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
    if (isRefusal(account)) return account
    platform.records.kf.accounts.put(account.openKfId, { ...account, deleted: true })
    return { ok: {} }
  },
}

function checkName(name: string): Refusal | undefined {
  const length = charactersOf(name).length
  return length < 1 || length > 16 ? refuse(95006, 'invalid account name') : undefined
}
