import { redeemCode, type LoggedIn } from '../login/redeem-code.ts'
import { isRefusal, type ApiMethod } from '../server/api-method.ts'

/** `GET /cgi-bin/auth/getuserinfo` (wecom.md 9.2): who came back from the login with this code. */
export const authGetuserinfo = getuserinfo('/cgi-bin/auth/getuserinfo', (person) =>
  'userId' in person
    ? {
        userid: person.userId,
        ...(person.userTicket === undefined ? {} : { user_ticket: person.userTicket }),
      }
    : {
        openid: person.openId,
        ...(person.externalUserId === undefined ? {} : { external_userid: person.externalUserId }),
      },
)

/** `GET /cgi-bin/user/getuserinfo`: the old path, with capitals in the names. */
export const userGetuserinfo = getuserinfo('/cgi-bin/user/getuserinfo', (person) =>
  'userId' in person
    ? {
        UserId: person.userId,
        DeviceId: '',
        ...(person.userTicket === undefined ? {} : { user_ticket: person.userTicket, expires_in: 1800 }),
      }
    : {
        OpenId: person.openId,
        DeviceId: '',
        ...(person.externalUserId === undefined ? {} : { external_userid: person.externalUserId }),
      },
)

function getuserinfo(path: string, name: (person: LoggedIn) => Record<string, unknown>): ApiMethod {
  return {
    path,
    verb: 'GET',
    token: 'required',
    run(platform, { agent, query }) {
      const person = redeemCode(platform, agent, query.get('code') ?? '')
      return isRefusal(person) ? person : { ok: name(person) }
    },
  }
}
