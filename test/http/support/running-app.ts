import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type Koa from 'koa'
import { Registry } from 'prom-client'
import { createApp, type AppOptions } from '../../../src/app.ts'
import type { InboundEvent } from '../../../src/wecom/inbound-event.ts'
import { createCapturedLog } from '../../wecom/support/captured-log.ts'
import { CORP_ID, KEY, OLD_KEY, sealed } from '../../wecom/support/keys.ts'

/** The application on a free port, with what it received and logged. */
export interface RunningApp {
  url: string
  received: InboundEvent[]
  log: ReturnType<typeof createCapturedLog>
  close(): Promise<void>
}

/** Starts the application; `mount` comes after its own routes, as the sandbox's do. */
export async function runApp({
  mount = [],
  ...overrides
}: Partial<AppOptions> & { mount?: Koa.Middleware[] } = {}): Promise<RunningApp> {
  const received: InboundEvent[] = []
  const log = createCapturedLog()
  const app = createApp({
    webhook: { keys: [KEY, OLD_KEY], corpId: CORP_ID },
    receive: (event) => {
      received.push(event)
      return Promise.resolve()
    },
    probes: {},
    metrics: new Registry(),
    logger: log.logger,
    ...overrides,
  })
  for (const middleware of mount) app.use(middleware)
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}`,
    received,
    log,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

/** The address and body of a delivery of this inner text. */
export function delivery(
  inner: string,
  { nonce, receiveId, key }: { nonce?: string; receiveId?: string; key?: typeof KEY } = {},
): { path: string; body: string } {
  const text = sealed(inner, {
    ...(nonce === undefined ? {} : { nonce }),
    ...(receiveId === undefined ? {} : { receiveId }),
    ...(key === undefined ? {} : { key }),
  })
  return { path: pathOf(text), body: envelope(text.encrypted) }
}

/** The path with the signature of a sealed text. */
export function pathOf(text: {
  signature: string
  timestamp: string
  nonce: string
  echostr?: string
}): string {
  const { signature, ...rest } = { ...text }
  const query = new URLSearchParams({
    msg_signature: signature,
    timestamp: rest.timestamp,
    nonce: rest.nonce,
    ...(rest.echostr === undefined ? {} : { echostr: rest.echostr }),
  })
  return `/wecom/callback?${query.toString()}`
}

/** The outer XML around a ciphertext. */
export function envelope(encrypted: string): string {
  return `<xml><ToUserName><![CDATA[${CORP_ID}]]></ToUserName><AgentID>1000002</AgentID><Encrypt><![CDATA[${encrypted}]]></Encrypt></xml>`
}
