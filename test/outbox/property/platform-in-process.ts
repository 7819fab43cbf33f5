import type { Clock } from '../../../src/clock.ts'
import { createLogger } from '../../../src/logger.ts'
import { API_METHODS } from '../../../src/sandbox/wecom/api/index.ts'
import { issueResponseCode } from '../../../src/sandbox/wecom/message/deliver.ts'
import { createPlatform, type Platform } from '../../../src/sandbox/wecom/platform.ts'
import { isRefusal } from '../../../src/sandbox/wecom/server/api-method.ts'
import { parseSwitches, type Switches } from '../../../src/sandbox/wecom/switches.ts'
import { parseWorld, SANDBOX_CREDENTIALS } from '../../../src/sandbox/wecom/world.ts'
import { createMemoryState } from '../../../src/shared-state/memory-state.ts'
import { createWecomClient, type WecomClient } from '../../../src/wecom/client.ts'

/** What becomes of a call on its way: arrives, is lost before or after it took effect, or the platform is busy. */
export type Fate = 'arrives' | 'request_lost' | 'answer_lost' | 'busy'

/** The emulator without its HTTP server, and the desk's own client speaking to it. */
export interface PlatformInProcess {
  platform: Platform
  client: WecomClient
  /** Decides the fate of each call. */
  fate: (path: string) => Fate
  /** Each response code that was sent, with whether the desk has learnt what became of it, or lost it again. */
  codesSent: { code: string; outcome: 'known' | 'unknown' | 'forgotten' }[]
  /** A member taps a live card; brings its task id and a fresh code. */
  tap(userId: string, entryId: string): { taskId: string; code: string } | undefined
}

const { corpId, ...agent } = SANDBOX_CREDENTIALS
const logger = createLogger('silent')

export function createPlatformInProcess(options: {
  clock: Clock
  members: readonly string[]
  switches?: Partial<Switches>
}): PlatformInProcess {
  const { clock, members, switches = {} } = options
  const platform = createPlatform({
    world: parseWorld({
      corpId,
      agents: [agent],
      members: members.map((userId) => ({ userId, name: userId })),
      owners: [],
      kfAccounts: [],
    }),
    clock,
    logger,
    dataDir: undefined,
    switches: parseSwitches(switches),
    address: () => '',
  })
  platform.records.webhookUrls.put(String(agent.agentId), 'http://127.0.0.1/')
  const methods = new Map(API_METHODS.map((method) => [method.path, method]))

  function answer(url: URL, raw: Buffer): Record<string, unknown> {
    const method = methods.get(url.pathname)
    if (method === undefined) throw new Error(`no method ${url.pathname}`)
    const body = raw.length === 0 ? {} : (JSON.parse(raw.toString()) as Record<string, unknown>)
    const call = { query: url.searchParams, body, raw, contentType: 'application/json', range: '' }
    const [known] = platform.world.agents
    if (known === undefined) throw new Error('no app')
    const result =
      method.token === 'none' ? method.run(platform, call) : method.run(platform, { ...call, agent: known })
    if ('file' in result) throw new Error('no JSON')
    if (!isRefusal(result)) return { errcode: 0, errmsg: 'ok', ...result.ok }
    platform.report({ kind: 'refused', api: url.pathname, errcode: result.errcode, detail: result.errmsg })
    return { errcode: result.errcode, errmsg: result.errmsg }
  }

  const self: PlatformInProcess = {
    platform,
    fate: () => 'arrives',
    codesSent: [],
    client: createWecomClient({
      apiBase: 'http://emulator',
      corpId,
      agentId: agent.agentId,
      secret: agent.secret,
      sharedState: createMemoryState(clock),
      clock,
      logger,
      fetch: (address, init) => {
        const url = new URL(address)
        const raw = typeof init.body === 'string' ? Buffer.from(init.body) : Buffer.alloc(0)
        const fate = url.pathname.endsWith('gettoken') ? 'arrives' : self.fate(url.pathname)
        const busy = { errcode: 45009, errmsg: 'busy' }
        const code = /"response_code":"(\w+)"/.exec(raw.toString())?.[1]
        if (code !== undefined && fate !== 'busy')
          self.codesSent.push({ code, outcome: fate === 'arrives' ? 'known' : 'unknown' })
        if (fate === 'request_lost') return Promise.reject(new TypeError('fetch failed'))
        const said = fate === 'busy' ? busy : answer(url, raw)
        if (fate === 'answer_lost') return Promise.reject(new TypeError('fetch failed'))
        return Promise.resolve(new Response(JSON.stringify(said)))
      },
    }),
    tap(userId, entryId) {
      const entry = platform.threads.of(`member:${userId}`).find(({ id }) => id === entryId)
      if (entry?.card == null || entry.replacedBy !== null) return undefined
      const of = { messageId: entry.messageId ?? '', agentId: agent.agentId, origin: 'click' as const }
      return { taskId: entry.taskId, code: issueResponseCode(platform, of) }
    },
  }
  return self
}
