import { z } from 'zod'
import { Instant } from './instant.ts'

/** What every item carries; `messageId` tells items apart when a batch is read twice. */
const head = {
  messageId: z.string(),
  at: Instant,
  /** Who wrote: the owner on WeChat, the platform itself, or a servicer typing in the WeCom client. */
  origin: z.enum(['owner', 'system', 'servicer', 'unknown']),
  openKfId: z.string().optional(),
  externalUserId: z.string().optional(),
  servicerUserId: z.string().optional(),
}
const media = { ...head, mediaId: z.string() }

/**
 * One item of 微信客服 (wecom.md 7.3) in our words; re-reads a stored one, reviving `at`. The numbers `failType` and
 * `changeType` keep the platform's meaning.
 */
export const KfItemSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), ...head, content: z.string(), menuId: z.string().optional() }),
  z.object({ kind: z.literal('image'), ...media }),
  z.object({ kind: z.literal('voice'), ...media }),
  z.object({ kind: z.literal('video'), ...media }),
  z.object({ kind: z.literal('file'), ...media }),
  z.object({
    kind: z.literal('location'),
    ...head,
    latitude: z.number(),
    longitude: z.number(),
    name: z.string(),
    address: z.string(),
  }),
  z.object({
    kind: z.literal('link'),
    ...head,
    title: z.string(),
    description: z.string(),
    url: z.string(),
    picUrl: z.string(),
  }),
  z.object({
    kind: z.literal('enter_session'),
    ...head,
    scene: z.string().optional(),
    sceneParam: z.string().optional(),
    /** Good for one welcome within 20 s of the event. */
    welcomeCode: z.string().optional(),
  }),
  z.object({
    kind: z.literal('send_failed'),
    ...head,
    failedMessageId: z.string(),
    failType: z.number(),
  }),
  z.object({
    kind: z.literal('session_changed'),
    ...head,
    changeType: z.number(),
    oldServicerUserId: z.string().optional(),
    newServicerUserId: z.string().optional(),
    messageCode: z.string().optional(),
  }),
  z.object({ kind: z.literal('recalled'), ...head, recalledMessageId: z.string() }),
  z.object({ kind: z.literal('unknown'), ...head, name: z.string() }),
])

/** One item of 微信客服, already checked. */
export type KfItem = z.infer<typeof KfItemSchema>
