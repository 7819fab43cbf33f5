import type Koa from 'koa'
import type { Logger } from '../logger.ts'
import { type InboundEvent, parseInboundEvent } from '../wecom/inbound-event.ts'
import { openSealed } from '../wecom/sealed-message.ts'
import { parseEnvelope } from './envelope.ts'
import { refuse } from './error-boundary.ts'
import { BODY_MAX_BYTES, readBody } from './read-body.ts'
import { readSealedParams } from './sealed-params.ts'
import type { WebhookKeys } from './webhook-keys.ts'

interface Refusal {
  status: number
  error: string
}

/**
 * A delivery (wecom.md 1.5): opened, parsed and handed to `receive`; 200 with an empty body only after that. When
 * `receive` throws, the answer is 500 so that the platform sends the delivery again.
 */
export function receiveEvent(
  webhook: WebhookKeys,
  receive: (event: InboundEvent) => Promise<void>,
  logger: Logger,
): Koa.Middleware {
  return async (ctx) => {
    const event = await readDelivery(ctx, webhook)
    if ('status' in event) {
      logger.warn(event, 'delivery refused')
      refuse(ctx, event.status, event.error)
      return
    }
    await receive(event)
    logger.info({ deliveryId: event.deliveryId, kind: event.kind }, 'event received')
    ctx.status = 200
    ctx.body = ''
  }
}

/** Every step either narrows what came in or says why not; the signature is checked before anything is believed. */
async function readDelivery(
  ctx: Koa.Context,
  { keys, corpId }: WebhookKeys,
): Promise<InboundEvent | Refusal> {
  const params = readSealedParams(ctx.query, 'delivery')
  if ('problem' in params) return { status: 400, error: params.problem }

  const body = await readBody(ctx)
  if (body === 'too_long') return { status: 413, error: `body longer than ${BODY_MAX_BYTES} bytes` }
  if (body === 'not_utf8') return { status: 400, error: 'body is not UTF-8' }

  const encrypted = parseEnvelope(body.text)
  if (encrypted === undefined) return { status: 400, error: 'no envelope in XML or JSON' }

  const opened = openSealed({ ...params, encrypted }, keys, corpId)
  if ('refused' in opened) return { status: 401, error: `refused: ${opened.refused}` }

  const event = parseInboundEvent(opened.message)
  if ('refused' in event) return { status: 400, error: `not understood: ${event.refused}` }
  return event
}
