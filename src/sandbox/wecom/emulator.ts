import { createServer, type Server } from 'node:http'
import type Koa from 'koa'
import { z } from 'zod'
import type { Clock } from '../../clock.ts'
import { DeskError } from '../../errors.ts'
import type { Logger } from '../../logger.ts'
import type { Phones } from '../phones.ts'
import { serveBotFiles } from './aibot/bot-file.ts'
import { createBots } from './aibot/create-bots.ts'
import { createActs, type Acts } from './acts.ts'
import { API_METHODS } from './api/index.ts'
import { FaultSchema, type Fault, type FaultOrder } from './faults/fault.ts'
import { type AttackKind } from './hostile/attacks.ts'
import { attackWebhook } from './hostile/hostile.ts'
import { openAccounts } from './kf/accounts.ts'
import { serveLogin } from './login/login-routes.ts'
import { recountDeliveries } from './message/quota.ts'
import { createPhones } from './phones/phones.ts'
import { createPlatform, type Platform } from './platform.ts'
import { createApiApp } from './server/app.ts'
import { serveBotRoutes } from './server/bot-routes.ts'
import { serveEmulatorRoutes } from './server/emulator-routes.ts'
import { servePictures } from './server/pictures.ts'
import { parseSwitches, type Switches } from './switches.ts'
import type { Violation } from './violations.ts'
import { verifyUrl } from './webhook/verify-url.ts'
import type { Agent, World } from './world.ts'

/** A WeCom of one's own: the API on loopback, webhooks to the app, and the phones of everybody. */
export interface Emulator {
  /** Serves `/cgi-bin/*`; resolves with the address to be used as API base. Port 0 (default) takes a free one. */
  listen(port?: number, host?: string): Promise<string>
  /** The server's app; routes of others can be added behind the API's own paths. */
  app: Koa
  /**
   * Sets an app's webhook address as the console does: verified by GET first, remembered, and what a former process
   * could not deliver goes out. Throws a DeskError `webhook_unverified`. Without `agentId` the first app is meant.
   */
  setWebhook(url: string, agentId?: number): Promise<void>
  /** The same for an AI bot connected by URL; without `botId` the first one is meant. */
  setBotUrl(url: string, botId?: string): Promise<void>
  /**
   * Sets the host and port that an app's logins may lead back to (可信域名, 授权回调域); until then every login ends
   * with 50001. Without `agentId` the first app is meant.
   */
  setTrustedDomain(domain: string, agentId?: number): void
  phones: Phones
  acts: Acts
  faults: {
    set(order: FaultOrder): void
    clear(): void
    list(): Fault[]
    /** `set` or `clear` (`{"clear":true}`) from JSON; a wrong body comes back as a refusal in Chinese. */
    apply(body: unknown): { faults: Fault[] } | { refused: string }
  }
  /** Sends one hostile request to the app's webhook (check 11) and tells the status; `undefined` = line cut. */
  hostile(attack: AttackKind): Promise<number | undefined>
  /** Resolves when no webhook is being delivered and no retry is due. */
  idle(): Promise<void>
  /** What the real platform would have refused, dropped, cut or ignored so far, oldest first. */
  violations(): Violation[]
  /** Stops serving and delivering; what is undelivered stays in `dataDir` for the next start. */
  close(): Promise<void>
}

/** Builds an emulator that is not listening yet. All time but HTTP patience comes from `clock`. */
export function createEmulator(deps: {
  world: World
  clock: Clock
  logger: Logger
  /** Folder of the journal and the media; everything is in memory when absent. */
  dataDir?: string | undefined
  switches?: Partial<Switches> | undefined
}): Emulator {
  let address = 'http://127.0.0.1'
  const switches = parseSwitches(deps.switches ?? {})
  const platform = createPlatform({ ...deps, dataDir: deps.dataDir, switches, address: () => address })
  recountDeliveries(platform)
  openAccounts(platform)

  async function setWebhook(url: string, agentId?: number): Promise<void> {
    const agent = requireAgent(platform, agentId)
    await verifyUrl(platform, agent, platform.world.corpId, url)
    platform.records.webhookUrls.put(String(agent.agentId), url)
    platform.webhooks.start(agent)
  }

  function setTrustedDomain(domain: string, agentId?: number): void {
    const agent = requireAgent(platform, agentId)
    platform.records.login.trustedDomains.put(String(agent.agentId), domain)
  }

  const bots = createBots(platform)
  const app = createApiApp(platform, API_METHODS)
  app.use(servePictures(platform))
  app.use(serveBotFiles(platform))
  app.use(serveLogin(platform))
  app.use(serveBotRoutes(bots.acts))
  app.use(
    serveEmulatorRoutes({
      setWebhook,
      setTrustedDomain,
      setBotUrl: (url, botId) => bots.setUrl(url, botId),
      violations: () => [...platform.violations],
      attack: (kind) => attackWebhook(platform, kind),
    }),
  )
  let server: Server | undefined

  return {
    async listen(port = 0, host = '127.0.0.1') {
      const handle = app.callback()
      const listening = createServer((request, response) => void handle(request, response))
      listening.on('upgrade', (request, socket, head) => bots.connect(request, socket, head))
      server = listening
      await new Promise<void>((resolve, reject) => {
        listening.once('error', reject).listen(port, host, resolve)
      })
      const bound = listening.address()
      const used = typeof bound === 'object' && bound !== null ? bound.port : port
      address = `http://${host === '0.0.0.0' ? '127.0.0.1' : host}:${used}`
      return address
    },
    app,
    setWebhook,
    setBotUrl: (url, botId) => bots.setUrl(url, botId),
    setTrustedDomain,
    phones: createPhones(platform),
    acts: createActs(platform, bots.acts),
    faults: {
      set: (order) => platform.faults.set(order),
      clear: () => platform.faults.clear(),
      list: () => platform.faults.list(),
      apply: (body) => applyFault(platform, body),
    },
    hostile: (attack) => attackWebhook(platform, attack),
    async idle() {
      await bots.idle()
      await platform.webhooks.idle()
    },
    violations: () => [...platform.violations],
    async close() {
      await bots.close()
      await platform.webhooks.close()
      const open = server
      if (open !== undefined) {
        await new Promise<void>((resolve) => {
          open.close(() => resolve())
          open.closeAllConnections()
        })
      }
      platform.store.close()
    },
  }
}

function requireAgent(platform: Platform, agentId: number | undefined): Agent {
  const agent = agentId === undefined ? platform.world.agents[0] : platform.directory.agent(agentId)
  if (agent === undefined)
    throw new DeskError('unknown_agent', `no app ${agentId ?? ''} in the emulator's world`)
  return agent
}

function applyFault(platform: Platform, body: unknown): { faults: Fault[] } | { refused: string } {
  if (z.strictObject({ clear: z.literal(true) }).safeParse(body).success) platform.faults.clear()
  else {
    const order = FaultSchema.safeParse(body)
    if (!order.success) return { refused: `故障设置有误：${z.prettifyError(order.error)}` }
    platform.faults.set(order.data)
  }
  return { faults: platform.faults.list() }
}
