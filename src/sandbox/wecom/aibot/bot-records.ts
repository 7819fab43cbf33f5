import { z } from 'zod'
import type { Store, Table } from '../store/store.ts'

const instant = z.number().int()

const Stream = z.object({
  /** The line on the phones that the stream writes. */
  messageId: z.string(),
  startedAt: instant,
  updatedAt: instant,
  finished: z.boolean(),
  hasCard: z.boolean(),
})

const Exchange = z.object({
  /** msgid of the message or event that began it; by WebSocket also its req_id. */
  id: z.string(),
  botId: z.string(),
  kind: z.enum(['message', 'enter_chat', 'template_card_event', 'feedback_event']),
  userId: z.string(),
  /** The group, `null` in a chat of two. */
  chatId: z.string().nullable(),
  at: instant,
  /** The tapped card's task id and line, empty otherwise. */
  taskId: z.string(),
  cardMessageId: z.string(),
  /** Whether the bot still owes the answer, or the end of it. */
  running: z.boolean(),
  streams: z.record(z.string(), Stream),
})

const Response = z.object({
  code: z.string(),
  botId: z.string(),
  userId: z.string(),
  chatId: z.string().nullable(),
  expiresAt: instant,
  used: z.boolean(),
})

const File = z.object({ id: z.string(), expiresAt: instant })

export type ExchangeRecord = z.infer<typeof Exchange>
export type BotResponseRecord = z.infer<typeof Response>

/** What the emulator remembers of AI bots (智能机器人). */
export interface BotRecords {
  /** Everything said to a bot that it may answer. */
  exchanges: Table<ExchangeRecord>
  /** Addresses for one later answer (`response_url`), by their code. */
  responses: Table<BotResponseRecord>
  /** Verified webhook addresses, by bot id. */
  urls: Table<string>
  /** Encrypted files that somebody sent to a bot. */
  files: Table<z.infer<typeof File>>
  /** China's day on which a member last entered a bot's chat, `<bot id>|<user id>`. */
  entered: Table<number>
  /** Chats in which somebody has talked to the bot, `<bot id>|<chat id or user id>`. */
  activeChats: Table<boolean>
  /** Feedback ids of the bot's lines, by message id. */
  feedbacks: Table<string>
}

/** Opens the tables of AI bots. */
export function openBotRecords(store: Store): BotRecords {
  return {
    exchanges: store.table('botExchanges', Exchange),
    responses: store.table('botResponses', Response),
    urls: store.table('botUrls', z.string()),
    files: store.table('botFiles', File),
    entered: store.table('botEntered', z.number()),
    activeChats: store.table('botActiveChats', z.boolean()),
    feedbacks: store.table('botFeedbacks', z.string()),
  }
}
