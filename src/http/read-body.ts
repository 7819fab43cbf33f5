import type Koa from 'koa'
import getRawBody from 'raw-body'

/** WeCom's envelopes are a few kilobytes; nothing bigger is read into memory. */
export const BODY_MAX_BYTES = 256 * 1024

/**
 * The request's body as text, or why not: longer than the limit (however it is announced or streamed), or not UTF-8.
 * Rejects only when the client goes away.
 */
export async function readBody(
  ctx: Koa.Context,
  maxBytes = BODY_MAX_BYTES,
): Promise<{ text: string } | 'too_long' | 'not_utf8'> {
  let bytes: Buffer
  try {
    bytes = await getRawBody(ctx.req, {
      length: ctx.req.headers['content-length'] ?? null,
      limit: maxBytes,
    })
  } catch (error) {
    if (error instanceof Error && 'status' in error && error.status === 413) return 'too_long'
    throw error
  }
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    return 'not_utf8'
  }
}
