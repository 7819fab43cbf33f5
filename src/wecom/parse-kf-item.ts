import { z } from 'zod'
import type { KfItem } from './kf-item.ts'

const Head = z.object({
  msgid: z.string().min(1),
  send_time: z.number().int().nonnegative(),
  origin: z.number().int().optional(),
  open_kfid: z.string().optional(),
  external_userid: z.string().optional(),
  servicer_userid: z.string().optional(),
  msgtype: z.string(),
})
type Head = z.infer<typeof Head>

const text = z.string().default('')
const optionalText = z
  .string()
  .optional()
  .transform((value) => value || undefined)

const Text = z.object({ text: z.object({ content: z.string(), menu_id: optionalText }) })
const Media = z.object({ media_id: z.string().min(1) })
const Location = z.object({
  location: z.object({ latitude: z.number(), longitude: z.number(), name: text, address: text }),
})
const Link = z.object({ link: z.object({ title: text, desc: text, url: z.string(), pic_url: text }) })
const Event = z.object({
  event: z.object({
    event_type: z.string(),
    open_kfid: optionalText,
    external_userid: optionalText,
    servicer_userid: optionalText,
    scene: optionalText,
    scene_param: optionalText,
    welcome_code: optionalText,
    fail_msgid: text,
    fail_type: z.number().default(0),
    recall_msgid: text,
    change_type: z.number().default(0),
    old_servicer_userid: optionalText,
    new_servicer_userid: optionalText,
    msg_code: optionalText,
  }),
})
type Event = z.infer<typeof Event>['event']

const ORIGINS = new Map<number | undefined, KfItem['origin']>([
  [3, 'owner'],
  [4, 'system'],
  [5, 'servicer'],
])

/**
 * One row of `sync_msg`'s `msg_list`. Kinds nobody documented, or known ones in another shape, become `unknown` rather
 * than stopping the batch; `undefined` only when the row has no message id or time, so that nothing could be told apart.
 */
export function parseKfItem(row: unknown): KfItem | undefined {
  const parsed = Head.safeParse(row)
  if (!parsed.success) return undefined
  const item = parsed.data
  const head = {
    messageId: item.msgid,
    at: new Date(item.send_time * 1000),
    origin: ORIGINS.get(item.origin) ?? 'unknown',
    openKfId: item.open_kfid,
    externalUserId: item.external_userid,
    servicerUserId: item.servicer_userid,
  } as const
  return readMessage(head, item.msgtype, row) ?? readEvent(head, item, row) ?? unknown(head, item.msgtype)
}

type ItemHead = Pick<KfItem, 'messageId' | 'at' | 'origin' | 'openKfId' | 'externalUserId' | 'servicerUserId'>

function unknown(head: ItemHead, name: string): KfItem {
  return { kind: 'unknown', ...head, name }
}

function readMessage(head: ItemHead, msgtype: string, row: unknown): KfItem | undefined {
  switch (msgtype) {
    case 'text': {
      const said = Text.safeParse(row).data?.text
      return said && { kind: 'text', ...head, content: said.content, menuId: said.menu_id }
    }
    case 'image':
    case 'voice':
    case 'video':
    case 'file': {
      const media = z.record(z.string(), z.unknown()).safeParse(row).data?.[msgtype]
      const parsed = Media.safeParse(media).data
      return parsed && { kind: msgtype, ...head, mediaId: parsed.media_id }
    }
    case 'location': {
      const place = Location.safeParse(row).data?.location
      return place && { kind: 'location', ...head, ...place }
    }
    case 'link': {
      const link = Link.safeParse(row).data?.link
      if (link === undefined) return undefined
      return {
        kind: 'link',
        ...head,
        title: link.title,
        description: link.desc,
        url: link.url,
        picUrl: link.pic_url,
      }
    }
    default:
      return undefined
  }
}

/** Events name their account and owner inside `event`, not beside it. */
function readEvent(outer: ItemHead, item: Head, row: unknown): KfItem | undefined {
  if (item.msgtype !== 'event') return undefined
  const event = Event.safeParse(row).data?.event
  if (event === undefined) return undefined
  const head = {
    ...outer,
    openKfId: event.open_kfid ?? outer.openKfId,
    externalUserId: event.external_userid ?? outer.externalUserId,
    servicerUserId: event.servicer_userid ?? outer.servicerUserId,
  }
  return eventItem(head, event)
}

function eventItem(head: ItemHead, event: Event): KfItem {
  switch (event.event_type) {
    case 'enter_session': {
      const { scene, scene_param: sceneParam, welcome_code: welcomeCode } = event
      return { kind: 'enter_session', ...head, scene, sceneParam, welcomeCode }
    }
    case 'msg_send_fail':
      return { kind: 'send_failed', ...head, failedMessageId: event.fail_msgid, failType: event.fail_type }
    case 'session_status_change':
      return {
        kind: 'session_changed',
        ...head,
        changeType: event.change_type,
        oldServicerUserId: event.old_servicer_userid,
        newServicerUserId: event.new_servicer_userid,
        messageCode: event.msg_code,
      }
    case 'user_recall_msg':
    case 'servicer_recall_msg':
      return { kind: 'recalled', ...head, recalledMessageId: event.recall_msgid }
    default:
      return unknown(head, event.event_type)
  }
}
