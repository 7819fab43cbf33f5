import type { ApiMethod } from '../server/api-method.ts'
import { textsAt } from '../server/fields.ts'
import { refuse } from '../server/refusal.ts'

/** `POST /cgi-bin/kf/customer/batchget` (wecom.md 7.7): names of owners; ids that are none come back as invalid. */
export const kfCustomerBatchget: ApiMethod = {
  path: '/cgi-bin/kf/customer/batchget',
  verb: 'POST',
  token: 'required',
  run(platform, { body }) {
    const wanted = textsAt(body, 'external_userid_list')
    if (wanted === undefined || wanted.length === 0) return refuse(41035, 'missing external_userid_list')
    if (wanted.length > 100) return refuse(40058, 'too many external_userid')
    const owners = platform.world.owners.filter((each) => wanted.includes(each.externalUserId))
    const known = new Set(owners.map((each) => each.externalUserId))
    return {
      ok: {
        customer_list: owners.map(({ externalUserId, name }) => ({
          external_userid: externalUserId,
          nickname: name,
          avatar: '',
          gender: 0,
        })),
        invalid_external_userid: wanted.filter((each) => !known.has(each)),
      },
    }
  },
}
