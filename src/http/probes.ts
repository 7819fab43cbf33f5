import type Koa from 'koa'
import type { Registry } from 'prom-client'
import { codeOf } from '../errors.ts'
import type { Logger } from '../logger.ts'

/** A part of the desk that readiness depends on; rejects when it is not usable. */
export type Probe = () => Promise<void>

/** A probe that has not answered by then counts as failing. */
const PROBE_LIMIT_MS = 2_000

/** 200 while the process can answer at all. */
export function healthz(): Koa.Middleware {
  return (ctx) => {
    ctx.body = { alive: true }
  }
}

/** 200 when every probe succeeds in time, else 503 naming the failing ones; all are asked at once. */
export function readyz(
  probes: Readonly<Record<string, Probe>>,
  logger: Logger,
  limitMs = PROBE_LIMIT_MS,
): Koa.Middleware {
  return async (ctx) => {
    const asked = await Promise.all(
      Object.entries(probes).map(async ([name, probe]) => ({
        name,
        failed: await failureOf(probe, limitMs),
      })),
    )
    const failing = asked.filter(({ failed }) => failed !== undefined)
    if (failing.length > 0) logger.warn({ failing }, 'not ready')
    ctx.status = failing.length > 0 ? 503 : 200
    ctx.body = failing.length > 0 ? { failing: failing.map(({ name }) => name) } : { ready: true }
  }
}

/** What the process counts, as Prometheus text. */
export function metricsPage(registry: Registry): Koa.Middleware {
  return async (ctx) => {
    ctx.set('Content-Type', registry.contentType)
    ctx.body = await registry.metrics()
  }
}

async function failureOf(probe: Probe, limitMs: number): Promise<string | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<string>((resolve) => {
    timer = setTimeout(resolve, limitMs, 'no answer in time')
  })
  try {
    return await Promise.race([probe().then(() => undefined), late])
  } catch (error) {
    return codeOf(error)
  } finally {
    clearTimeout(timer)
  }
}
