import { createHash } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Website } from '../../../src/config/websites.ts'
import { createReceiver } from '../../../src/inbox/receive.ts'
import { createSpool } from '../../../src/inbox/spool.ts'
import { createReportApi } from '../../../src/report-api.ts'
import { createMemoryState } from '../../../src/shared-state/memory-state.ts'
import { createDeskStage } from '../../handlers/stage.ts'
import { sampleConfig } from '../../support/builders.ts'
import { createMemoryInbox } from '../../support/memory-inbox.ts'
import { createCapturedLog } from '../../wecom/support/captured-log.ts'
import { runApp } from '../support/running-app.ts'

export const TOKEN = 'token-of-the-homepage'
export const OTHER_TOKEN = 'token-of-the-other-estate'
export const ORIGIN = 'https://www.example.cn'
export const REPORT = { name: '张女士', phone: '138 0000 0000', room: '3-2-501', matter: '厨房漏水' }

const website = (communityId: string, name: string, token: string): Website => ({
  communityId,
  name,
  tokenSha256: createHash('sha256').update(token).digest('hex'),
  origins: [ORIGIN],
})

/** The API over the handlers on stores in memory; what is stored is handled at once, unless the database is away. */
export async function createApiStage() {
  const stage = createDeskStage()
  const inbox = createMemoryInbox()
  const state = { isAway: false, isDiskFull: false }
  const dataDir = await mkdtemp(join(tmpdir(), 'report-api-'))
  const disk = createSpool(dataDir)
  const spool: typeof disk = {
    ...disk,
    add: (event) => (state.isDiskFull ? Promise.reject(new Error('disk full')) : disk.add(event)),
  }
  const unlessAway = <T>(work: () => Promise<T>): Promise<T> =>
    state.isAway ? Promise.reject(new Error('database away')) : work()
  const reached: typeof inbox = {
    ...inbox,
    find: (id) => unlessAway(() => inbox.find(id)),
    add: (event, now) =>
      unlessAway(async () => {
        const isNew = await inbox.add(event, now)
        if (isNew) await stage.handle(event)
        return isNew
      }),
  }
  const { logger } = createCapturedLog()
  const units = createMemoryState(stage.clock)
  const receive = createReceiver({
    inbox: reached,
    spool,
    clock: stage.clock,
    logger,
    onStored: () => undefined,
  })
  const config = {
    ...sampleConfig,
    policyFor: () => sampleConfig.policy,
    websites: [website('cuihu', 'homepage', TOKEN), website('bihai', 'homepage', OTHER_TOKEN)],
  }
  const tickets = {
    find: (id: string) => unlessAway(() => stage.tickets.find(id)),
    findByNumber: (number: string) => unlessAway(() => stage.tickets.findByNumber(number)),
  }
  const reportApi = createReportApi({ config, units, clock: stage.clock, logger }, tickets, {
    inbox: reached,
    spool,
    receive,
  })
  const app = await runApp({ reportApi })
  let count = 0
  return {
    ...stage,
    state,
    url: app.url,
    /** What waited on disk goes into the inbox, as the scheduler does it. */
    drain: () =>
      spool.drain(async (event) => {
        await reached.add(event, stage.clock.now())
      }),
    post(body: unknown = REPORT, headers: Record<string, string> = {}): Promise<Response> {
      count += 1
      const common = {
        authorization: `Bearer ${TOKEN}`,
        'content-type': 'application/json',
        'idempotency-key': `report-${String(count)}`,
      }
      const content = typeof body === 'string' ? body : JSON.stringify(body)
      return fetch(`${app.url}/api/v1/reports`, {
        method: 'POST',
        headers: { ...common, ...headers },
        body: content,
      })
    },
    get: (wanted: string, headers: Record<string, string> = {}) =>
      fetch(`${app.url}/api/v1/reports/${wanted}`, {
        headers: { authorization: `Bearer ${TOKEN}`, ...headers },
      }),
    async close() {
      await app.close()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}
