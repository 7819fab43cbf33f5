import type { z } from 'zod'
import type { Logger } from '../logger.ts'
import type { AccessTokens } from './access-token.ts'
import { exchange, type Answer, type Fetch } from './exchange.ts'
import { readAnswer } from './read-answer.ts'
import { WecomError } from './wecom-error.ts'

export type { Fetch } from './exchange.ts'

const JSON_MAX_BYTES = 8 * 1024 * 1024
/** Media are at most 20 MB (wecom.md 8). */
const MEDIA_MAX_BYTES = 24 * 1024 * 1024

/** The address and the body of one call, without the token. */
export interface ApiRequest {
  path: string
  query?: Record<string, string>
  /** A `FormData` goes out as multipart, anything else as JSON; with no body the call is a GET. */
  body?: object
  /** Error codes that are an answer like any other here, not worth a warning. */
  expected?: ReadonlySet<number>
}

/** Calls the API with the app's token; a stale token (40014, 42001) is renewed once and the call repeated once. */
export interface Api {
  /** A call answered in JSON. */
  call<T>(request: ApiRequest, schema: z.ZodType<T>): Promise<T>
  /** A call without a token, for addresses that are a secret themselves. */
  callOpen<T>(request: ApiRequest, schema: z.ZodType<T>): Promise<T>
  /** A call answered in bytes; `read` throws when the bytes are an error in JSON after all. */
  download<T>(request: ApiRequest, read: (answer: Answer) => T): Promise<T>
}

/** Where calls go and what they go with. */
export interface ApiOptions {
  apiBase: string
  tokens: AccessTokens
  fetch: Fetch
  timeoutMs: number
  logger: Logger
}

/** Logs each failed call once, with the platform's hint; never an address, because addresses carry the token. */
export function createApi({ apiBase, tokens, fetch, timeoutMs, logger }: ApiOptions): Api {
  async function once(request: ApiRequest, token: string | undefined, maxBytes: number): Promise<Answer> {
    const query = new URLSearchParams({
      ...(token === undefined ? {} : { access_token: token }),
      ...request.query,
    })
    return exchange(fetch, `${apiBase}${request.path}?${query.toString()}`, initOf(request), {
      timeoutMs,
      maxBytes,
    })
  }

  async function perform<T>(request: ApiRequest, maxBytes: number, read: (answer: Answer) => T): Promise<T> {
    const token = await tokens.current()
    try {
      return read(await once(request, token, maxBytes))
    } catch (error) {
      if (!(error instanceof WecomError) || error.handling !== 'refresh_token') throw error
      await tokens.invalidate(token)
    }
    return read(await once(request, await tokens.current(), maxBytes))
  }

  async function logged<T>({ path, expected }: ApiRequest, work: Promise<T>): Promise<T> {
    try {
      return await work
    } catch (error) {
      if (error instanceof WecomError) {
        const { code, errcode, handling, outcome, message } = error
        const level = errcode !== undefined && expected?.has(errcode) === true ? 'debug' : 'warn'
        logger[level]({ path, code, handling, outcome, reason: message }, 'wecom call failed')
      }
      throw error
    }
  }

  return {
    call: (request, schema) =>
      logged(
        request,
        perform(request, JSON_MAX_BYTES, (answer) => readAnswer(request.path, answer, schema)),
      ),
    callOpen: (request, schema) =>
      logged(
        request,
        once(request, undefined, JSON_MAX_BYTES).then((answer) => readAnswer(request.path, answer, schema)),
      ),
    download: (request, read) => logged(request, perform(request, MEDIA_MAX_BYTES, read)),
  }
}

function initOf({ body }: ApiRequest): RequestInit {
  if (body === undefined) return { method: 'GET' }
  if (body instanceof FormData) return { method: 'POST', body }
  const headers = { 'content-type': 'application/json; charset=utf-8' }
  return { method: 'POST', headers, body: JSON.stringify(body, wellFormed) }
}

/** Half surrogates would go out as `\udXXX` escapes, which the platform refuses with 40033. */
function wellFormed(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/\p{Surrogate}/gu, '') : value
}
