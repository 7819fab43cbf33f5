import { randomInt } from 'node:crypto'
import { Readable } from 'node:stream'
import type { Context } from 'koa'
import type { ApiAnswer, FileAnswer } from './api-method.ts'
import { isRefusal } from './api-method.ts'
import type { Refusal } from './refusal.ts'

/** Writes an API answer: HTTP 200 always, the errcode in JSON and in two headers (wecom.md 3). */
export function writeAnswer(ctx: Context, answer: ApiAnswer): void {
  if ('file' in answer) {
    writeFile(ctx, answer)
    return
  }
  const body = isRefusal(answer) ? withTail(answer, ctx.ip) : { errcode: 0, errmsg: 'ok', ...answer.ok }
  ctx.status = 200
  ctx.set('Content-Type', 'application/json; charset=UTF-8')
  ctx.set('Error-Code', String(body.errcode))
  ctx.set('Error-Msg', body.errmsg)
  ctx.body = JSON.stringify(body)
}

/** The platform ends its errmsg with a hint for its support, the caller's address and a link. */
function withTail({ errcode, errmsg }: Refusal, ip: string): Refusal {
  const digits = Array.from({ length: 25 }, () => randomInt(10)).join('')
  const link = `https://open.work.weixin.qq.com/devtool/query?e=${errcode}`
  return { errcode, errmsg: `${errmsg}, hint: [${digits}], from ip: ${ip}, more info at ${link}` }
}

function writeFile(ctx: Context, { file }: FileAnswer): void {
  const { from, size } = file.range ?? { from: 0, size: file.bytes.length }
  ctx.status = file.range === undefined ? 200 : 206
  if (file.range !== undefined) {
    ctx.set('Content-Range', `bytes ${from}-${from + size - 1}/${file.bytes.length}`)
  }
  ctx.set('Content-Type', file.contentType)
  // The name goes out as raw UTF-8 bytes, as the platform does; HTTP libraries see them as latin1.
  const name = Buffer.from(file.fileName, 'utf8').toString('latin1').replaceAll('"', '')
  ctx.set('Content-disposition', `attachment; filename="${name}"`)
  // As a stream: beside a Content-Length, Node decodes this header's bytes once more and would spoil the name.
  ctx.body = Readable.from([file.bytes.subarray(from, from + size)])
}
