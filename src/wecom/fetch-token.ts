import { z } from 'zod'
import { exchange, type Fetch } from './exchange.ts'
import { readAnswer } from './read-answer.ts'
import { WecomError } from './wecom-error.ts'

const PATH = '/cgi-bin/gettoken'
const ANSWER_MAX_BYTES = 64 * 1024

const Fetched = z.object({ access_token: z.string().min(1), expires_in: z.number().positive() })

/** Whose token is asked for, and how. */
export interface TokenRequest {
  apiBase: string
  corpId: string
  secret: string
  fetch: Fetch
  timeoutMs: number
}

/** Asks the platform for the app's token (wecom.md 3); the secret goes into the address, which is therefore never logged. */
export async function fetchToken(request: TokenRequest): Promise<{ token: string; lifeMs: number }> {
  const query = new URLSearchParams({ corpid: request.corpId, corpsecret: request.secret })
  const url = `${request.apiBase}${PATH}?${query.toString()}`
  const limits = { timeoutMs: request.timeoutMs, maxBytes: ANSWER_MAX_BYTES }
  const answer = await exchange(request.fetch, url, { method: 'GET' }, limits)
  const fetched = readAnswer(PATH, answer, Fetched)
  return { token: fetched.access_token, lifeMs: fetched.expires_in * 1000 }
}

/** Without a token no call goes out: whatever went wrong here, the call it was for surely had no effect. */
export function asRefused(error: unknown): WecomError {
  if (!(error instanceof WecomError)) {
    return new WecomError('wecom_token_unavailable', 'no access token: the shared state did not answer', {
      handling: 'retry',
      outcome: 'refused',
      cause: error,
    })
  }
  if (error.outcome === 'refused') return error
  const { code, message, handling, errcode } = error
  return new WecomError(code, message, {
    handling,
    outcome: 'refused',
    cause: error,
    ...(errcode === undefined ? {} : { errcode }),
  })
}
