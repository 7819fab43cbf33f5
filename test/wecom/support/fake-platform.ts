import type { Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import Koa from 'koa'
import getRawBody from 'raw-body'

/** A call as it reached the fake. */
export interface SeenCall {
  method: string
  path: string
  query: Record<string, string>
  contentType: string
  body: Buffer
  json: unknown
}

/** What the fake answers: an object as JSON, or whatever the function does with the context. */
export type FakeAnswer = Record<string, unknown> | ((ctx: Koa.Context) => void)

/** A platform of a few lines: hands out tokens and answers each path as the test says, in order, repeating the last. */
export interface FakePlatform {
  url: string
  calls: SeenCall[]
  /** The token handed out now; assign to make the platform hand out another. */
  token: string
  tokenAnswers: FakeAnswer[]
  answer(path: string, ...answers: FakeAnswer[]): void
  callsOf(path: string): SeenCall[]
  close(): Promise<void>
}

export const TOKEN_PATH = '/cgi-bin/gettoken'

export async function startFakePlatform(): Promise<FakePlatform> {
  const answers = new Map<string, FakeAnswer[]>()
  const app = new Koa()
  app.silent = true
  app.use(async (ctx) => {
    const body = await getRawBody(ctx.req)
    const query = Object.fromEntries(new URLSearchParams(ctx.querystring))
    const contentType = ctx.get('content-type')
    const json: unknown = contentType.includes('json') ? JSON.parse(body.toString()) : undefined
    platform.calls.push({ method: ctx.method, path: ctx.path, query, contentType, body, json })
    const answer = ctx.path === TOKEN_PATH ? nextToken() : nextOf(ctx.path)
    if (answer === undefined) return
    if (typeof answer === 'function') answer(ctx)
    else ctx.body = answer
  })
  const server = await new Promise<Server>((resolve) => {
    const listening = app.listen(0, '127.0.0.1', () => resolve(listening))
  })
  const { port } = server.address() as AddressInfo

  const nextOf = (path: string): FakeAnswer | undefined => {
    const list = answers.get(path) ?? []
    return list.length > 1 ? list.shift() : list[0]
  }
  const nextToken = (): FakeAnswer =>
    platform.tokenAnswers.shift() ?? {
      errcode: 0,
      errmsg: 'ok',
      access_token: platform.token,
      expires_in: 7200,
    }
  const platform: FakePlatform = {
    url: `http://127.0.0.1:${port}`,
    calls: [],
    token: 'token-1',
    tokenAnswers: [],
    answer: (path, ...list) => answers.set(path, list),
    callsOf: (path) => platform.calls.filter((call) => call.path === path),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
  return platform
}

/** An errmsg as the platform shapes it. */
export function errmsg(code: number, words: string): Record<string, unknown> {
  return {
    errcode: code,
    errmsg: `${words}, hint: [1793606400123456789012345], from ip: 203.0.113.9, more info at https://open.work.weixin.qq.com/devtool/query?e=${code}`,
  }
}
