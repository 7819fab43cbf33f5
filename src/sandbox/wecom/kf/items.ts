import type { Platform } from '../platform.ts'
import { DAY_MS, MINUTE_MS } from '../rates.ts'
import type { Outcome } from '../webhook/queue.ts'
import { writeXml } from '../webhook/xml.ts'
import type { KfItemRecord } from './kf-records.ts'

const KEPT_MS = 3 * DAY_MS
const TOKEN_LIFE_MS = 10 * MINUTE_MS

/** Who an item of the list is from (wecom.md 7.3). */
export const ORIGIN = { owner: 3, system: 4, servicer: 5 } as const

/** Puts an item at the end of the account's list; the app hears of it by {@link wakeApp}. */
export function addItem(platform: Platform, openKfId: string, item: Record<string, unknown>): string {
  const id = platform.secret('5A')
  const place = platform.next(`kf ${openKfId}`)
  const at = platform.now()
  const whole = { msgid: id, send_time: Math.floor(at / 1000), ...item }
  platform.records.kf.items.put(id, { id, openKfId, place, at, item: whole })
  return id
}

/** Puts a system event; its ids stand inside the event, not beside it. */
export function addEvent(
  platform: Platform,
  openKfId: string,
  eventType: string,
  fields: Record<string, unknown>,
): void {
  const event = { event_type: eventType, open_kfid: openKfId, ...fields }
  addItem(platform, openKfId, { origin: ORIGIN.system, msgtype: 'event', event })
}

/** The account's items behind a place that are not older than three days, in order. */
export function itemsAfter(platform: Platform, openKfId: string, place: number): KfItemRecord[] {
  const oldest = platform.now() - KEPT_MS
  return [...platform.records.kf.items.values()].filter(
    (each) => each.openKfId === openKfId && each.place > place && each.at > oldest,
  )
}

/** Tells the app that there is something new: no content, only a token to fetch it with (wecom.md 7.2). */
export function wakeApp(platform: Platform, openKfId: string): Promise<Outcome> {
  const { accounts, pullTokens } = platform.records.kf
  const agent = platform.directory.agent(accounts.get(openKfId)?.agentId ?? 0)
  if (agent === undefined) return Promise.resolve('no_address')
  const now = platform.now()
  for (const each of pullTokens.values()) if (each.expiresAt < now) pullTokens.delete(each.token)
  const token = platform.secret('kftok_')
  pullTokens.put(token, { token, openKfId, expiresAt: now + TOKEN_LIFE_MS })
  const xml = writeXml(
    [
      ['ToUserName', platform.world.corpId],
      ['CreateTime', Math.floor(now / 1000)],
      ['MsgType', 'event'],
      ['Event', 'kf_msg_or_event'],
      ['Token', token],
      ['OpenKfId', openKfId],
    ],
    platform.switches.xmlStyle,
  )
  return platform.webhooks.push(agent, {
    xml,
    event: 'kf_msg_or_event',
    userId: '',
    entryId: null,
    code: null,
  })
}
