import type { Platform } from '../platform.ts'
import { textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'

/** The msgid of a kf message: the given one if valid and new in its account, else one is made (wecom.md 7.4). */
export function takeMsgid(
  platform: Platform,
  openKfId: string,
  body: Record<string, unknown>,
): { msgid: string; keep(): void } | Refusal {
  const given = textAt(body, 'msgid')
  if (body.msgid !== undefined && !/^[0-9a-zA-Z_-]{1,32}$/.test(given)) return refuse(40058, 'invalid msgid')
  const msgid = given === '' ? platform.secret('km').slice(0, 32) : given
  const { usedMsgids } = platform.records.kf
  const key = `${openKfId}|${msgid}`
  if (usedMsgids.get(key) !== undefined)
    return refuse(platform.switches.repeatedKfMsgidErrcode, 'msgid was used')
  return { msgid, keep: () => usedMsgids.put(key, true) }
}
