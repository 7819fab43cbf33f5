import { z } from 'zod'

const Agent = z.object({
  agentId: z.number().int(),
  secret: z.string().min(1),
  token: z.string().regex(/^[0-9A-Za-z]{1,32}$/),
  encodingAesKey: z.string().regex(/^[0-9A-Za-z+/]{43}$/),
  /** Members in the app's visible range (可见范围); everybody, that is the root department, when absent. */
  visibleUserIds: z.array(z.string()).optional(),
})

/** What only the member's own consent opens to an app: auth/getuserdetail (wecom.md 9.2). */
export const PRIVATE_FIELDS = [
  'gender',
  'avatar',
  'qr_code',
  'mobile',
  'email',
  'biz_mail',
  'address',
] as const

const Member = z.object({
  userId: z.string().regex(/^[A-Za-z0-9][\w\-@.]{0,63}$/),
  name: z.string(),
  departments: z.array(z.number().int()).optional(),
  position: z.string().optional(),
  /** 禁用 keeps the account in the contact book, but nobody can use it; active when absent. */
  status: z.enum(['active', 'disabled']).optional(),
  /** Private fields; only those that are set here can be given. */
  details: z.partialRecord(z.enum(PRIVATE_FIELDS), z.string()).optional(),
})

const KfAccount = z.object({
  openKfId: z.string().min(1),
  name: z.string(),
  /** The app that may use the account and hears of it; the first one when absent. */
  agentId: z.number().int().optional(),
  /** Who receives new sessions: the API (state 0), or a servicer who is receiving (state 3). */
  routing: z.enum(['api', 'humans']).optional(),
  /** Members who are servicers (接待人员) from the start. */
  servicers: z.array(z.string()).optional(),
  /** Whether a welcome is set in the console; the API gets no welcome_code then. */
  consoleWelcome: z.boolean().optional(),
})

const BotBase = {
  botId: z.string().min(1),
  name: z.string(),
  /** Members who may talk to the bot; everybody when absent. */
  visibleUserIds: z.array(z.string()).optional(),
  /** Internal groups in which the bot is; their ids are the bot's own, not those of an app's group chats. */
  groups: z.array(z.object({ chatId: z.string().min(1), userIds: z.array(z.string()) })).optional(),
}

const Bot = z.discriminatedUnion('mode', [
  z.object({
    ...BotBase,
    mode: z.literal('url'),
    token: Agent.shape.token,
    encodingAesKey: Agent.shape.encodingAesKey,
  }),
  z.object({ ...BotBase, mode: z.literal('socket'), secret: z.string().min(1) }),
])

/** The AI bots of a world. */
export const BotsSchema = z.array(Bot)

const World = z.object({
  corpId: z.string().min(1),
  agents: z.array(Agent).min(1),
  members: z.array(Member),
  owners: z.array(
    z.object({
      externalUserId: z.string().min(1),
      name: z.string(),
      /** The customer-service account that the owner writes to; the first one when absent. */
      openKfId: z.string().optional(),
      /** Members who have the owner as a WeChat contact (客户联系). */
      friendOf: z.array(z.string()).optional(),
    }),
  ),
  kfAccounts: z.array(KfAccount),
  /** Departments below the root (id 1), which always exists. */
  departments: z
    .array(z.object({ id: z.number().int(), name: z.string(), parentId: z.number().int() }))
    .optional(),
  tags: z
    .array(z.object({ tagId: z.number().int(), name: z.string(), userIds: z.array(z.string()) }))
    .optional(),
  /** Group webhooks (消息推送) and the group each one writes to. */
  robots: z
    .array(z.object({ key: z.string().min(1), chatId: z.string().min(1), name: z.string().optional() }))
    .optional(),
  /** AI bots (智能机器人), each connected by webhook address or by WebSocket. */
  bots: BotsSchema.optional(),
})

/** The corp that the emulator plays: its apps, members, owners in WeChat and customer-service accounts. */
export type World = z.infer<typeof World>

/** One self-built app (自建应用) of the corp with its credentials. */
export type Agent = z.infer<typeof Agent>

/** One AI bot (智能机器人) with its credentials; `mode` is how it is connected. */
export type Bot = z.infer<typeof Bot>

/** One customer-service account (客服账号). */
export type KfAccount = z.infer<typeof KfAccount>

/** One member (成员) of the corp. */
export type Member = z.infer<typeof Member>

/** Reads a world from JSON; throws zod's error naming every wrong path. */
export function parseWorld(input: unknown): World {
  return World.parse(input)
}

/** Credentials of the sandbox's corp and app; invented, worth nothing outside the emulator (wecom.md 1.12). */
export const SANDBOX_CREDENTIALS = {
  corpId: 'ww00emulator000001',
  agentId: 1000002,
  secret: 'emulator-secret-of-agent-1000002',
  token: 'EmuToken2026',
  encodingAesKey: 'cHJvcGVydHktZGVzay1lbXVsYXRvci1rZXktMDAwMDE',
} as const

/** A world with the sandbox's corp and app, one customer-service account, and the given people. */
export function createSandboxWorld(people: {
  members: World['members']
  owners: World['owners']
  departments?: World['departments']
}): World {
  const { corpId, ...app } = SANDBOX_CREDENTIALS
  return parseWorld({
    corpId,
    agents: [app],
    members: people.members,
    owners: people.owners,
    kfAccounts: [{ openKfId: 'wkEMUdesk0000000000000000000001', name: '物业服务台' }],
    departments: people.departments,
  })
}
