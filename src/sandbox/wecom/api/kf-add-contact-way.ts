import { findAccount } from '../kf/accounts.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'
import { textAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

/** `POST /cgi-bin/kf/add_contact_way` (wecom.md 7.7): a link that opens the account's chat with a scene. */
export const kfAddContactWay: ApiMethod = {
  path: '/cgi-bin/kf/add_contact_way',
  verb: 'POST',
  token: 'required',
  run(platform, { agent, body }) {
    const account = findAccount(platform, agent, textAt(body, 'open_kfid'))
    if (isRefusal(account)) return account
    const scene = textAt(body, 'scene')
    if (!/^[0-9a-zA-Z_-]{0,32}$/.test(scene)) return refuse(40058, 'invalid scene')
    const enc = scene === '' ? '' : `?enc_scene=${scene}`
    return { ok: { url: `https://work.weixin.qq.com/kfid/${account.openKfId}${enc}` } }
  },
}
