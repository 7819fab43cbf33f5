import { setTimeout as sleep } from 'node:timers/promises'
import Koa, { type Context } from 'koa'
import getRawBody from 'raw-body'
import { codeOf } from '../../../errors.ts'
import type { Platform } from '../platform.ts'
import { HOUR_MS, MINUTE_MS } from '../rates.ts'
import { isRefusal, type ApiAnswer, type ApiMethod, type OpenCall } from './api-method.ts'
import { writeAnswer } from './answer.ts'
import { parseJsonBody, type JsonBody } from './body.ts'
import { refuse } from './refusal.ts'
import { checkToken } from './token-check.ts'

const MAX_BODY = 64 * 1024 * 1024 // above every documented limit, so that size errors come from the methods
const PER_API = [
  { limit: 10_000, spanMs: MINUTE_MS },
  { limit: 150_000, spanMs: HOUR_MS },
]

/** The API as a Koa app that is not listening; paths outside the table fall through to whatever is used after it. */
export function createApiApp(platform: Platform, methods: readonly ApiMethod[]): Koa {
  const table = new Map(methods.map((method) => [method.path, method]))
  const running = new Map<string, number>()
  const app = new Koa()
  app.on('error', (error: unknown) => {
    platform.logger.error({ code: codeOf(error), err: error }, 'the emulator failed to answer')
  })
  app.use(async (ctx, next) => {
    const method = table.get(ctx.path)
    if (method === undefined) {
      await next()
      return
    }
    const parallel = (running.get(method.path) ?? 0) + 1
    running.set(method.path, parallel)
    try {
      await serve(platform, method, ctx, parallel)
    } finally {
      running.set(method.path, (running.get(method.path) ?? 1) - 1)
    }
  })
  return app
}

async function serve(platform: Platform, method: ApiMethod, ctx: Context, parallel: number): Promise<void> {
  const { faults } = platform
  const { path } = method
  const raw = await getRawBody(ctx.req, { limit: MAX_BODY })
  if (faults.strike('reset', path, 'before') !== undefined) {
    reset(ctx)
    return
  }
  const broken = faults.strike('status', path)
  if (broken !== undefined) {
    ctx.status = broken.status
    ctx.body = `<html><body><h1>${broken.status}</h1></body></html>`
    return
  }
  await sleep(faults.strike('latency', path, 'before')?.ms ?? 0)
  const limit = faults.parallelLimit(path)
  const answer =
    limit !== undefined && parallel > limit
      ? refuse(45033, 'concurrent calls exceed the limit')
      : answerCall(platform, method, ctx, raw)
  if (faults.strike('reset', path, 'after') !== undefined) {
    reset(ctx)
    return
  }
  await sleep(faults.strike('latency', path, 'after')?.ms ?? 0)
  writeAnswer(ctx, answer)
}

function reset(ctx: Context): void {
  ctx.respond = false
  ctx.req.socket.resetAndDestroy()
}

function answerCall(platform: Platform, method: ApiMethod, ctx: Context, raw: Buffer): ApiAnswer {
  const contentType = ctx.get('content-type')
  const json = parseJsonBody(raw, contentType)
  const query = new URLSearchParams(ctx.querystring)
  const call: OpenCall = { query, body: json.body, raw, contentType, range: ctx.get('range') }
  const { answer, excused } = platform.store.batch(() => decide(platform, method, call, json, ctx.method))
  if (isRefusal(answer) && !excused && !method.asking?.includes(answer.errcode)) {
    platform.report({ kind: 'refused', api: method.path, errcode: answer.errcode, detail: answer.errmsg })
  }
  return answer
}

/** Token first, then faults and frequency, then the body: the platform's own order (wecom.md 12, check 2). */
function decide(
  platform: Platform,
  method: ApiMethod,
  call: OpenCall,
  json: JsonBody,
  verb: string,
): { answer: ApiAnswer; excused?: boolean } {
  const agent = method.token === 'required' ? checkToken(platform, call.query) : undefined
  if (agent !== undefined && isRefusal(agent)) return { answer: agent, excused: agent.excused ?? false }
  const fault = platform.faults.strike('errcode', method.path)
  if (fault !== undefined) return { answer: refuse(fault.errcode, 'fault on command'), excused: true }
  if (method.token === 'required' && !platform.rates.take(`api ${method.path}`, PER_API)) {
    return { answer: refuse(45009, 'api freq out of limit') }
  }
  if (method.verb === 'POST' && verb !== 'POST') return { answer: refuse(40063, 'some parameters are empty') }
  if (json.problem === 'illegal_characters') return { answer: refuse(40033, 'invalid request characters') }
  const answer =
    method.token === 'none'
      ? method.run(platform, call)
      : agent === undefined
        ? refuse(41001, 'access_token missing')
        : method.run(platform, { ...call, agent })
  // A body that is no JSON counts as empty: the errcode is that of the first field missing then.
  const wrongJson = json.problem === 'not_json' && isRefusal(answer)
  return {
    answer: wrongJson ? { ...answer, errmsg: `Warning: wrong json format. ${answer.errmsg}` } : answer,
  }
}
