import { z } from 'zod'
import { Instant } from './instant.ts'

/** On every event; `deliveryId` is the same for every repeat of the same delivery (wecom.md 1.7). */
const base = { deliveryId: z.string().min(1), at: Instant }
/** On what a member did. `from` is the userid, spelled as the platform sends it. */
const byMember = { ...base, from: z.string().min(1), agentId: z.string().optional() }
const menu = { ...byMember, key: z.string() }
const place = { latitude: z.number(), longitude: z.number() }
const optional = z.string().optional()

const messages = [
  z.object({ kind: z.literal('text'), ...byMember, content: z.string() }),
  z.object({ kind: z.literal('image'), ...byMember, picUrl: z.string(), mediaId: z.string() }),
  z.object({ kind: z.literal('voice'), ...byMember, mediaId: z.string(), format: z.string() }),
  z.object({ kind: z.literal('video'), ...byMember, mediaId: z.string(), thumbMediaId: z.string() }),
  z.object({ kind: z.literal('location'), ...byMember, ...place, label: z.string() }),
  z.object({
    kind: z.literal('link'),
    ...byMember,
    title: z.string(),
    description: z.string(),
    url: z.string(),
    picUrl: z.string(),
  }),
  z.object({ kind: z.literal('file'), ...byMember, mediaId: z.string(), fileName: optional }),
] as const

const taps = [
  z.object({
    kind: z.literal('card_tap'),
    ...byMember,
    /** The button's key, or with `menu` the key of an item of the card's three-dot menu. */
    key: z.string(),
    menu: z.boolean(),
    taskId: z.string(),
    cardType: z.string(),
    responseCode: z.string(),
    /** Chosen option ids by question key. */
    selected: z.record(z.string(), z.array(z.string())),
  }),
  z.object({ kind: z.literal('task_card_click'), ...byMember, key: z.string(), taskId: z.string() }),
  z.object({ kind: z.literal('menu_click'), ...menu }),
  z.object({ kind: z.literal('menu_view'), ...byMember, url: z.string() }),
  z.object({ kind: z.literal('menu_miniprogram'), ...menu }),
  z.object({ kind: z.literal('menu_scan'), ...menu, scanType: z.string(), scanResult: z.string() }),
  z.object({ kind: z.literal('menu_photo'), ...menu, md5s: z.array(z.string()) }),
  z.object({ kind: z.literal('menu_location'), ...menu, ...place, label: z.string(), poiName: z.string() }),
] as const

const comings = [
  z.object({ kind: z.literal('enter_agent'), ...byMember }),
  z.object({ kind: z.literal('subscribe'), ...byMember }),
  z.object({ kind: z.literal('unsubscribe'), ...byMember }),
  z.object({ kind: z.literal('location_report'), ...byMember, ...place, precision: z.number() }),
] as const

const contacts = [
  z.object({
    kind: z.literal('change_contact'),
    ...base,
    change: z.enum([
      ...(['create_user', 'update_user', 'delete_user'] as const),
      ...(['create_party', 'update_party', 'delete_party', 'update_tag'] as const),
    ]),
    /** Members only; `newUserId` when the id itself changed. */
    userId: optional,
    newUserId: optional,
    /** Everything else the platform named, by its own element names; only what changed is there. */
    fields: z.record(z.string(), z.string()),
  }),
  z.object({
    kind: z.literal('change_external_contact'),
    ...base,
    change: z.string(),
    userId: optional,
    externalUserId: optional,
    state: optional,
    welcomeCode: optional,
    failReason: optional,
  }),
  z.object({
    kind: z.literal('change_external_chat'),
    ...base,
    change: z.string(),
    chatId: z.string(),
    detail: optional,
  }),
  z.object({
    kind: z.literal('change_external_tag'),
    ...base,
    change: z.string(),
    id: z.string(),
    tagType: optional,
  }),
  z.object({
    kind: z.literal('batch_job_result'),
    ...base,
    jobId: z.string(),
    jobType: z.string(),
    errcode: z.number(),
    errmsg: z.string(),
  }),
] as const

const customerService = [
  z.object({ kind: z.literal('kf_wakeup'), ...base, openKfId: z.string(), token: z.string() }),
  z.object({
    kind: z.literal('kf_account_auth_change'),
    ...base,
    added: z.array(z.string()),
    removed: z.array(z.string()),
  }),
] as const

const system = [
  z.object({
    kind: z.literal('app_activity'),
    ...base,
    /** `…_alert` announce at `effectAt`, `close_inactive_agent` puts the app to sleep (API: 48006), the rest wakes it. */
    change: z.enum([
      ...(['inactive_alert', 'low_active_alert', 'close_inactive_agent'] as const),
      ...(['reopen_inactive_agent', 'low_active', 'active_restored'] as const),
    ]),
    effectAt: Instant.optional(),
  }),
  z.object({
    kind: z.literal('approval_change'),
    ...base,
    source: z.enum(['open', 'system']),
    /** The platform's `ApprovalInfo` as it came. */
    info: z.record(z.string(), z.json()),
  }),
  z.object({
    kind: z.literal('linked_corp_change'),
    ...base,
    change: z.enum(['share_agent', 'share_chain']),
  }),
  z.object({ kind: z.literal('msgaudit_notify'), ...base }),
  /** Nothing we know: `name` is the platform's MsgType, or Event and ChangeType. */
  z.object({ kind: z.literal('unknown'), ...base, from: optional, name: z.string() }),
] as const

/**
 * What WeCom tells the desk, in our words (wecom.md 2 and 7.2). The schema re-reads an event that was stored as JSON
 * and turns its instants back into dates.
 */
export const InboundEventSchema = z.discriminatedUnion('kind', [
  ...messages,
  ...taps,
  ...comings,
  ...contacts,
  ...customerService,
  ...system,
])

/** An event from WeCom, already checked; told apart by `kind`. */
export type InboundEvent = z.infer<typeof InboundEventSchema>
