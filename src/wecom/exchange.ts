import { DeskError } from '../errors.ts'
import { WecomError } from './wecom-error.ts'

/** The built-in `fetch` or a stand-in of a test. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>

/** A whole answer, body read; nothing decided yet. */
export interface Answer {
  status: number
  headers: Headers
  bytes: Buffer
}

/** How far one exchange may go. */
export interface ExchangeLimits {
  timeoutMs: number
  maxBytes: number
}

/** Failures before the first byte of the request left this machine: the platform cannot have acted. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'ERR_TLS_CERT_ALTNAME_INVALID',
])

/**
 * One HTTP exchange with a time and a size limit. Rejects with a `WecomError` (`wecom_timeout`, `wecom_unreachable`,
 * `wecom_connection_lost`, `wecom_answer_too_big`); redirects are not followed, because the address carries the token.
 */
export async function exchange(
  fetch: Fetch,
  url: string,
  init: RequestInit,
  limits: ExchangeLimits,
): Promise<Answer> {
  try {
    const signal = AbortSignal.timeout(limits.timeoutMs)
    const response = await fetch(url, { ...init, redirect: 'manual', signal })
    const bytes = await readBody(response, limits.maxBytes)
    return { status: response.status, headers: response.headers, bytes }
  } catch (error) {
    throw asWecomError(error)
  }
}

async function readBody(response: Response, maxBytes: number): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let size = 0
  const body: ReadableStream<Uint8Array> | null = response.body
  if (body === null) return Buffer.alloc(0)
  for await (const chunk of body) {
    size += chunk.byteLength
    // Leaving the loop cancels the stream, so the rest is never read.
    if (size > maxBytes) {
      throw new WecomError('wecom_answer_too_big', `an answer is longer than ${maxBytes} bytes`, {
        handling: 'drop',
        outcome: 'unknown',
      })
    }
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function asWecomError(error: unknown): DeskError {
  if (error instanceof WecomError) return error
  if (error instanceof Error && error.name === 'TimeoutError') {
    return new WecomError('wecom_timeout', 'no answer in time', {
      handling: 'retry',
      outcome: 'unknown',
      cause: error,
    })
  }
  // fetch hides the reason one level down.
  const cause = error instanceof Error ? (error.cause ?? error) : error
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : ''
  if (NEVER_SENT.has(code)) {
    return new WecomError('wecom_unreachable', `not reached: ${code}`, {
      handling: 'retry',
      outcome: 'refused',
      cause,
    })
  }
  return new WecomError('wecom_connection_lost', `connection lost: ${code || 'no code'}`, {
    handling: 'retry',
    outcome: 'unknown',
    cause,
  })
}
