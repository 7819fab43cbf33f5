import type { Middleware } from 'koa'
import getRawBody from 'raw-body'
import { z } from 'zod'
import { codeOf } from '../../../errors.ts'
import { ATTACKS, type AttackKind } from '../hostile/attacks.ts'
import type { Violation } from '../violations.ts'
import { parseJson } from './parse-json.ts'

const MAX_BODY = 64 * 1024

const WebhookOrder = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  agentId: z.number().int().optional(),
  /** Sets the address of this AI bot instead of an app's. */
  botId: z.string().optional(),
})

const DomainOrder = z.strictObject({
  /** Host and, unless it is the scheme's own, port. */
  domain: z.string().regex(/^[\w.-]+(:\d{1,5})?$/),
  agentId: z.number().int().optional(),
})

const AttackOrder = z.strictObject({ attack: z.enum(ATTACKS) })

/** What the emulator's own addresses are built upon. */
export interface EmulatorRoutesDeps {
  setWebhook(url: string, agentId?: number): Promise<void>
  setBotUrl(url: string, botId: string): Promise<void>
  setTrustedDomain(domain: string, agentId?: number): void
  violations(): Violation[]
  attack(kind: AttackKind): Promise<number | undefined>
}

/**
 * The emulator's console for tests in other processes: `GET /emulator/violations`, `POST /emulator/webhook`
 * `{"url":…}`, `POST /emulator/trusted-domain` `{"domain":…}`, `POST /emulator/hostile` `{"attack":…}` → `{"status":…}` (`null` when the line was cut).
 */
export function serveEmulatorRoutes(deps: EmulatorRoutesDeps): Middleware {
  return async (ctx, next) => {
    if (!ctx.path.startsWith('/emulator/')) {
      await next()
      return
    }
    const route = `${ctx.method} ${ctx.path}`
    const body = ctx.method === 'POST' ? parseJson(await getRawBody(ctx.req, { limit: MAX_BODY })) : undefined
    try {
      if (route === 'GET /emulator/violations') ctx.body = { violations: deps.violations() }
      else if (route === 'POST /emulator/webhook') {
        const { url, agentId, botId } = WebhookOrder.parse(body)
        await (botId === undefined ? deps.setWebhook(url, agentId) : deps.setBotUrl(url, botId))
        ctx.body = { url }
      } else if (route === 'POST /emulator/trusted-domain') {
        const { domain, agentId } = DomainOrder.parse(body)
        deps.setTrustedDomain(domain, agentId)
        ctx.body = { domain }
      } else if (route === 'POST /emulator/hostile') {
        const status = await deps.attack(AttackOrder.parse(body).attack)
        ctx.body = { status: status ?? null }
      }
    } catch (error) {
      ctx.status = 400
      ctx.body = { error: error instanceof z.ZodError ? z.prettifyError(error) : codeOf(error) }
    }
  }
}
