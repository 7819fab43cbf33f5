import { createHash, randomUUID, timingSafeEqual } from 'node:crypto'
import type Koa from 'koa'
import type { Website } from '../../config/websites.ts'
import type { Logger } from '../../logger.ts'
import { codeOf } from '../../errors.ts'
import type { UnitWindow, Units } from '../../shared-state/units.ts'
import { refuseWith } from './problems.ts'

/** The website whose token the request carries; every known hash is compared, each in constant time. */
export function websiteOf(header: string | undefined, websites: readonly Website[]): Website | undefined {
  const token = /^Bearer ([\x21-\x7e]{16,256})$/i.exec(header ?? '')?.[1]
  if (token === undefined) return undefined
  const hash = createHash('sha256').update(token).digest()
  return websites.reduce<Website | undefined>((found, website) => {
    const isIt = timingSafeEqual(hash, Buffer.from(website.tokenSha256, 'hex'))
    return isIt ? website : found
  }, undefined)
}

/** What lets a request in: known tokens, allowed origins, and how many requests each website may make. */
export interface AccessOptions {
  websites: readonly Website[]
  units: Pick<Units, 'takeUnits'>
  windowsOf: (communityId: string, what: 'reports' | 'reads') => readonly UnitWindow[]
  now: () => Date
  logger: Logger
}

/** The website that may make this request, or `undefined` after it was answered with 401, 403 or 429. */
export async function admit(
  ctx: Koa.Context,
  what: 'reports' | 'reads',
  { websites, units, windowsOf, now, logger }: AccessOptions,
): Promise<Website | undefined> {
  const header = ctx.get('Authorization')
  const website = websiteOf(header, websites)
  if (website === undefined) {
    ctx.set('WWW-Authenticate', 'Bearer')
    refuseWith(ctx, header === '' ? 'token_missing' : 'token_unknown')
    return undefined
  }
  const origin = ctx.get('Origin')
  if (origin !== '' && !website.origins.includes(origin)) {
    refuseWith(ctx, 'origin_refused')
    return undefined
  }
  const key = `website:${website.communityId}:${website.name}:${what}`
  const draw = { key, units: 1, windows: windowsOf(website.communityId, what) }
  const [waitMs = 0] = await units.takeUnits(randomUUID(), [draw], now(), now()).catch((error: unknown) => {
    // Counting is there against floods; a report must not be lost because the counter is away.
    logger.warn({ code: codeOf(error), site: website.name }, 'requests of websites are not counted')
    return [0]
  })
  if (waitMs <= 0) return website
  ctx.set('Retry-After', String(Math.ceil(waitMs / 1000)))
  refuseWith(ctx, 'too_many')
  return undefined
}

/** Lets the scripts of listed pages read the answers, and answers what browsers ask beforehand (CORS). */
export function crossOrigin(websites: readonly Website[]): Koa.Middleware {
  const origins = new Set(websites.flatMap((website) => website.origins))
  return async (ctx, next) => {
    ctx.vary('Origin')
    ctx.set('Cache-Control', 'no-store')
    const origin = ctx.get('Origin')
    if (origins.has(origin)) {
      ctx.set('Access-Control-Allow-Origin', origin)
      ctx.set('Access-Control-Expose-Headers', 'Location, Retry-After')
    }
    if (ctx.method !== 'OPTIONS') {
      await next()
      return
    }
    if (!origins.has(origin)) {
      refuseWith(ctx, 'origin_refused')
      return
    }
    ctx.set('Access-Control-Allow-Methods', 'GET, POST')
    ctx.set('Access-Control-Allow-Headers', 'Authorization, Content-Type, Idempotency-Key')
    ctx.set('Access-Control-Max-Age', '600')
    ctx.status = 204
  }
}
