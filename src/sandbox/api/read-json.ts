import type { IncomingMessage } from 'node:http'
import getRawBody from 'raw-body'
import { z } from 'zod'
import { RequestProblem } from './request-problem.ts'

/** Largest body of a request without media, in bytes. */
export const SMALL_BODY_BYTES = 64 * 1024

const chinese = z.locales.zhCN().localeError

/**
 * Reads the request's JSON body and checks it against the schema. Throws a {@link RequestProblem}: 413 when longer
 * than `limitBytes`, 400 when not JSON or not of the schema's shape, naming the field.
 */
export async function readJson<T>(
  req: IncomingMessage,
  schema: z.ZodType<T>,
  limitBytes = SMALL_BODY_BYTES,
): Promise<T> {
  const text = await readText(req, limitBytes)
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new RequestProblem(400, '请求体不是合法的 JSON', cause)
  }
  const checked = schema.safeParse(value, { error: chinese })
  if (checked.success) return checked.data
  throw new RequestProblem(400, checked.error.issues.map(nameField).join('；'))
}

async function readText(req: IncomingMessage, limitBytes: number): Promise<string> {
  try {
    return await getRawBody(req, { limit: limitBytes, encoding: 'utf8' })
  } catch (cause) {
    if (cause instanceof Error && 'type' in cause && cause.type === 'entity.too.large')
      throw new RequestProblem(413, `请求体过大，最多 ${limitBytes} 字节`, cause)
    throw new RequestProblem(400, '请求体没有读完整', cause)
  }
}

function nameField(issue: z.core.$ZodIssue): string {
  const path = issue.path.map(String).join('.')
  return path === '' ? issue.message : `${path}：${issue.message}`
}
