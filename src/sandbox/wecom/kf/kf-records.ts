import { z } from 'zod'
import type { Store, Table } from '../store/store.ts'

const instant = z.number().int()

/** The states of a customer-service session (wecom.md 7.6). */
export const SESSION = { fresh: 0, assistant: 1, pool: 2, human: 3, ended: 4 } as const

const Item = z.object({
  id: z.string(),
  openKfId: z.string(),
  /** Place in the account's list, from 1; cursors count by it. */
  place: z.number().int(),
  at: instant,
  /** As kf/sync_msg answers it. */
  item: z.record(z.string(), z.unknown()),
})

const Session = z.object({
  openKfId: z.string(),
  externalUserId: z.string(),
  state: z.number().int(),
  servicer: z.string().nullable(),
  /** The owner's last message; `null` when the owner never wrote. */
  lastOwnerAt: instant.nullable(),
  lastContactAt: instant,
  /** Messages of the API since the owner's last one. */
  sentSince: z.number().int(),
  welcomedAt: instant.nullable(),
  /** Which first-time codes this session has given: for the pool, for a human. */
  codesGiven: z.array(z.string()),
  blocked: z.boolean(),
})

const EventCode = z.object({
  code: z.string(),
  openKfId: z.string(),
  externalUserId: z.string(),
  /** The state in which alone the code works; `null` for a welcome_code. */
  state: z.number().int().nullable(),
  msgTypes: z.array(z.string()),
  expiresAt: instant,
  used: z.boolean(),
})

const PullToken = z.object({ token: z.string(), openKfId: z.string(), expiresAt: instant })

const Servicer = z.object({ openKfId: z.string(), userId: z.string(), receiving: z.boolean() })

const Account = z.object({
  openKfId: z.string(),
  name: z.string(),
  agentId: z.number(),
  routing: z.enum(['api', 'humans']),
  consoleWelcome: z.boolean(),
  deleted: z.boolean(),
})

export type KfItemRecord = z.infer<typeof Item>
export type KfSessionRecord = z.infer<typeof Session>
export type KfEventCodeRecord = z.infer<typeof EventCode>
export type KfServicerRecord = z.infer<typeof Servicer>
export type KfAccountRecord = z.infer<typeof Account>

/** What the customer service (微信客服) remembers. */
export interface KfRecords {
  accounts: Table<KfAccountRecord>
  items: Table<KfItemRecord>
  sessions: Table<KfSessionRecord>
  eventCodes: Table<KfEventCodeRecord>
  pullTokens: Table<z.infer<typeof PullToken>>
  servicers: Table<KfServicerRecord>
  /** Msgids that the API has used, `<open_kfid>|<msgid>`. */
  usedMsgids: Table<true>
}

/** Opens the customer service's tables. */
export function openKfRecords(store: Store): KfRecords {
  return {
    accounts: store.table('kfAccounts', Account),
    items: store.table('kfItems', Item),
    sessions: store.table('kfSessions', Session),
    eventCodes: store.table('kfEventCodes', EventCode),
    pullTokens: store.table('kfPullTokens', PullToken),
    servicers: store.table('kfServicers', Servicer),
    usedMsgids: store.table('kfUsedMsgids', z.literal(true)),
  }
}
