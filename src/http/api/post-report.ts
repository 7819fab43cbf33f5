import { createHash } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type Koa from 'koa'
import { z } from 'zod'
import { codeOf } from '../../errors.ts'
import { readBody } from '../read-body.ts'
import { admit } from './access.ts'
import type { ReportApi } from './report-api.ts'
import { PROBLEMS, refuseWith } from './problems.ts'
import { acceptedState, reportStateOf } from './report-state.ts'
import { ReportBody } from './schemas.ts'

const KEY = /^[\x21-\x7e]{8,200}$/
/** How long the answer waits for the ticket's number, which the website can also ask for later. */
const NUMBER_WITHIN_MS = 1500
const LOOK_EVERY_MS = 50

type Reading = { body: z.infer<typeof ReportBody> } | { refused: keyof typeof PROBLEMS; problems?: Faults }
type Faults = { field: string; message: string }[]

/** `POST /api/v1/reports`: 201 only when the report is stored durably; the same key again is the same report (200). */
export function postReport(api: ReportApi): Koa.Middleware {
  return async (ctx) => {
    const website = await admit(ctx, 'reports', api)
    if (website === undefined) return
    const { communityId, name: site } = website
    const reading = await readReport(ctx, api.bodyMaxBytes(communityId))
    if ('refused' in reading) {
      refuseWith(ctx, reading.refused, reading.problems)
      return
    }
    const { name, phone, room = null, place = null, matter } = reading.body
    const key = createHash('sha256').update(ctx.get('Idempotency-Key')).digest('hex').slice(0, 32)
    const deliveryId = `web:${communityId}:${site}:${key}`
    const report = { name, phone, room, place, matter }
    try {
      const submitted = await api.submit({
        kind: 'web_report',
        deliveryId,
        at: api.now(),
        communityId,
        site,
        report,
      })
      if (submitted === 'conflict') {
        refuseWith(ctx, 'key_used')
        return
      }
      const id = api.idOf(deliveryId)
      const state = await untilNumbered(id, api)
      api.logger.info({ deliveryId, site, submitted }, 'report of a website')
      ctx.status = submitted === 'stored' ? 201 : 200
      ctx.set('Location', `/api/v1/reports/${state.number ?? id}`)
      ctx.body = state
    } catch (error) {
      api.logger.error({ code: codeOf(error), site }, 'report of a website could not be stored')
      ctx.set('Retry-After', '30')
      refuseWith(ctx, 'away')
    }
  }
}

async function readReport(ctx: Koa.Context, maxBytes: number): Promise<Reading> {
  if (!KEY.test(ctx.get('Idempotency-Key'))) return { refused: 'key_missing' }
  if (ctx.is('application/json') === false) return { refused: 'not_json' }
  const body = await readBody(ctx, maxBytes)
  if (body === 'too_long') return { refused: 'too_long' }
  if (body === 'not_utf8') return { refused: 'bad_json' }
  let raw: unknown
  try {
    raw = JSON.parse(body.text)
  } catch {
    return { refused: 'bad_json' }
  }
  const checked = ReportBody.safeParse(raw)
  if (checked.success) return { body: checked.data }
  const problems = checked.error.issues.map(({ path, message, code }) => ({
    field: path.map(String).join('.'),
    message: code === 'invalid_type' && path.length === 0 ? '应为一个 JSON 对象' : message,
  }))
  return { refused: 'invalid', problems }
}

/** The report with its number as soon as it has one; while the database is away it has none. */
async function untilNumbered(id: string, api: ReportApi) {
  for (let waited = 0; waited < NUMBER_WITHIN_MS; waited += LOOK_EVERY_MS) {
    const ticket = await api.find(id).catch(() => null)
    if (ticket === null) break
    if (ticket !== undefined) return reportStateOf(ticket)
    await pause(LOOK_EVERY_MS)
  }
  return acceptedState(id)
}
