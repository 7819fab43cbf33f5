import { createLogger } from '../../../../src/logger.ts'
import {
  createEmulator,
  createSandboxWorld,
  SANDBOX_CREDENTIALS,
  type Emulator,
  type Switches,
  type World,
} from '../../../../src/sandbox/wecom/index.ts'
import type { ShownMessage } from '../../../../src/sandbox/phones.ts'
import { startBot, type Bot } from './bot.ts'

/** A clock that stands still until it is moved. */
export interface TestClock {
  now(): Date
  advance(ms: number): void
}

export function createTestClock(start = '2026-11-02T09:00:00+08:00'): TestClock {
  let at = Date.parse(start)
  return {
    now: () => new Date(at),
    advance(ms) {
      at += ms
    },
  }
}

export const SECOND = 1000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE
export const DAY = 24 * HOUR

/** The world of the tests: four members, two owners. */
export function testWorld(changes: Partial<World> = {}): World {
  return {
    ...createSandboxWorld({
      members: [
        { userId: 'LiGong', name: '李工', departments: [2] },
        { userId: 'WangWu', name: '王五', departments: [2] },
        { userId: 'ZhaoLiu', name: '赵六', departments: [3] },
        { userId: 'QianTai', name: '前台小钱' },
      ],
      owners: [
        { externalUserId: 'wmEMUowner1', name: '张女士' },
        { externalUserId: 'wmEMUowner2', name: '陈先生' },
      ],
      departments: [
        { id: 2, name: '工程部', parentId: 1 },
        { id: 3, name: '水电班', parentId: 2 },
      ],
    }),
    ...changes,
  }
}

/** The JSON of any answer, its errcode first. */
export type Json = { errcode: number; errmsg: string } & Record<string, unknown>

/** An emulator with a bot in front of it, and the calls a bot makes. */
export interface Stage {
  emulator: Emulator
  bot: Bot
  clock: TestClock
  base: string
  /** The first token; {@link Stage.get} and {@link Stage.post} renew theirs by the clock. */
  token: string
  get(path: string, query?: Record<string, string>): Promise<Json>
  post(path: string, body: unknown): Promise<Json>
  inbox(userId: string): ShownMessage[]
  close(): Promise<void>
}

const open = new Set<Stage>()

// A test that fails halfway must not leave servers behind that keep the process alive.
afterEach(async () => {
  for (const stage of open) await stage.close()
})

/** Starts both, for one test; the webhook address is set unless `webhook` is false. */
export async function setStage(
  options: {
    world?: World
    switches?: Partial<Switches>
    webhook?: boolean
    dataDir?: string
    clock?: TestClock
    bot?: Bot
  } = {},
): Promise<Stage> {
  const clock = options.clock ?? createTestClock()
  const world = options.world ?? testWorld()
  const emulator = createEmulator({
    world,
    clock,
    logger: createLogger('silent'),
    switches: { webhookTimeoutMs: 300, ...options.switches },
    ...(options.dataDir === undefined ? {} : { dataDir: options.dataDir }),
  })
  const base = await emulator.listen()
  const bot = options.bot ?? (await startBot(SANDBOX_CREDENTIALS))
  if (options.webhook !== false) await emulator.setWebhook(bot.url)
  let token = await fetchToken(base)
  let fetchedAt = clock.now().getTime()
  const call = async (path: string, query: Record<string, string>, init?: RequestInit): Promise<Json> => {
    const response = await fetch(`${base}${path}?${new URLSearchParams(query).toString()}`, init)
    return (await response.json()) as Json
  }
  const renew = async (): Promise<string> => {
    if (clock.now().getTime() < fetchedAt + 2 * HOUR) return token
    token = await fetchToken(base)
    fetchedAt = clock.now().getTime()
    return token
  }
  const stage: Stage = {
    emulator,
    bot,
    clock,
    base,
    token,
    get: async (path, query = {}) => call(path, { access_token: await renew(), ...query }),
    post: async (path, body) =>
      call(
        path,
        { access_token: await renew() },
        { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body) },
      ),
    inbox(userId) {
      const shown = emulator.phones.memberInbox(userId)
      if ('refused' in shown) throw new Error(shown.refused)
      return shown
    },
    async close() {
      if (!open.delete(stage)) return
      await emulator.close()
      await bot.close()
    },
  }
  open.add(stage)
  return stage
}

/** A token of the sandbox's app, or of the one whose secret is given. */
export async function fetchToken(base: string, secret: string = SANDBOX_CREDENTIALS.secret): Promise<string> {
  const query = new URLSearchParams({ corpid: SANDBOX_CREDENTIALS.corpId, corpsecret: secret })
  const answer = (await (await fetch(`${base}/cgi-bin/gettoken?${query.toString()}`)).json()) as Json
  return String(answer.access_token)
}

export const AGENT = SANDBOX_CREDENTIALS.agentId

/** A request that sends a text, with changes. */
export function aText(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return { touser: 'LiGong', agentid: AGENT, msgtype: 'text', text: { content: '您好' }, ...changes }
}

let tasks = 0

/** A button card with two buttons and a fresh task id, with changes. */
export function aButtonCard(changes: Record<string, unknown> = {}): Record<string, unknown> {
  tasks += 1
  return {
    card_type: 'button_interaction',
    task_id: `wo-${tasks}@1`,
    main_title: { title: '3栋电梯停运', desc: '派单编号 0017' },
    horizontal_content_list: [{ keyname: '位置', value: '3栋1单元' }],
    button_list: [
      { text: '接单', style: 1, key: 'card:take' },
      { text: '转派', style: 3, key: 'card:pass' },
    ],
    ...changes,
  }
}

/** A request that sends a template card. */
export function aCard(
  card: Record<string, unknown>,
  changes: Record<string, unknown> = {},
): Record<string, unknown> {
  return {
    touser: 'LiGong|WangWu',
    agentid: AGENT,
    msgtype: 'template_card',
    template_card: card,
    ...changes,
  }
}
