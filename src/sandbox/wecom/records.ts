import { z } from 'zod'
import { openBotRecords, type BotRecords } from './aibot/bot-records.ts'
import { openContactRecords, type ContactRecords } from './contacts/contact-records.ts'
import { CardSchema } from './card/card.ts'
import { openKfRecords, type KfRecords } from './kf/kf-records.ts'
import { openLoginRecords, type LoginRecords } from './login/login-records.ts'
import type { Store, Table } from './store/store.ts'

const instant = z.number().int() // milliseconds since 1970 on the emulator's clock

const Token = z.object({ token: z.string(), agentId: z.number(), expiresAt: instant, revoked: z.boolean() })

const Entry = z.object({
  id: z.string(),
  /** `member:<userId>`, `group:<chatId>` or `owner:<externalUserId>`. */
  thread: z.string(),
  at: instant,
  /** `self`, `desk`, or the name of somebody else. */
  from: z.string(),
  msgType: z.string(),
  text: z.string(),
  agentId: z.number().nullable(),
  messageId: z.string().nullable(),
  mediaId: z.string().nullable(),
  card: CardSchema.nullable(),
  /** Task id of the card as it stands now; events carry it. */
  taskId: z.string(),
  replacedBy: z.string().nullable(),
  recalled: z.boolean(),
  menu: z.array(z.object({ id: z.string(), text: z.string() })),
  openKfId: z.string().nullable(),
})

const Message = z.object({
  id: z.string(),
  agentId: z.number(),
  at: instant,
  cardType: z.string(),
  /** The entry that is each receiver's own copy, by user id. */
  copies: z.record(z.string(), z.string()),
})

const ResponseCode = z.object({
  code: z.string(),
  origin: z.enum(['send', 'click']),
  messageId: z.string(),
  agentId: z.number(),
  expiresAt: instant,
  used: z.boolean(),
})

const Media = z.object({
  mediaId: z.string(),
  /** `corp` for app and customer-service media, `robot:<key>` for a group webhook's own. */
  store: z.string(),
  kind: z.string(),
  fileName: z.string(),
  contentType: z.string(),
  size: z.number(),
  createdAt: instant,
})

const Chat = z.object({
  chatId: z.string(),
  agentId: z.number(),
  name: z.string(),
  owner: z.string(),
  userIds: z.array(z.string()),
})

const Webhook = z.object({
  id: z.string(),
  agentId: z.number(),
  /** The event's plain XML; every delivery carries it unchanged. */
  xml: z.string(),
  event: z.string(),
  userId: z.string(),
  /** The tapped card's entry, for a passive reply that updates it. */
  entryId: z.string().nullable(),
  /** The click's code, for a passive reply that burns it. */
  code: z.string().nullable(),
})

const Duplicate = z.object({
  hash: z.string(),
  until: instant,
  answer: z.record(z.string(), z.unknown()),
})

export type TokenRecord = z.infer<typeof Token>
export type EntryRecord = z.infer<typeof Entry>
export type MessageRecord = z.infer<typeof Message>
export type ResponseCodeRecord = z.infer<typeof ResponseCode>
export type MediaRecord = z.infer<typeof Media>
export type ChatRecord = z.infer<typeof Chat>
export type WebhookRecord = z.infer<typeof Webhook>
export type DuplicateRecord = z.infer<typeof Duplicate>

/** All that the emulator remembers, table by table. */
export interface Records {
  tokens: Table<TokenRecord>
  entries: Table<EntryRecord>
  messages: Table<MessageRecord>
  responseCodes: Table<ResponseCodeRecord>
  /** Task ids ever used, `<agentId>|<task id>` → message id. */
  taskIds: Table<string>
  media: Table<MediaRecord>
  chats: Table<ChatRecord>
  /** Webhooks that are not delivered yet. */
  webhooks: Table<WebhookRecord>
  duplicates: Table<DuplicateRecord>
  /** The app's verified webhook address, by agent id. */
  webhookUrls: Table<string>
  counters: Table<number>
  kf: KfRecords
  login: LoginRecords
  bots: BotRecords
  contacts: ContactRecords
}

/** Opens every table of the store. */
export function openRecords(store: Store): Records {
  return {
    tokens: store.table('tokens', Token),
    entries: store.table('entries', Entry),
    messages: store.table('messages', Message),
    responseCodes: store.table('responseCodes', ResponseCode),
    taskIds: store.table('taskIds', z.string()),
    media: store.table('media', Media),
    chats: store.table('chats', Chat),
    webhooks: store.table('webhooks', Webhook),
    duplicates: store.table('duplicates', Duplicate),
    webhookUrls: store.table('webhookUrls', z.string()),
    counters: store.table('counters', z.number()),
    kf: openKfRecords(store),
    login: openLoginRecords(store),
    bots: openBotRecords(store),
    contacts: openContactRecords(store),
  }
}
