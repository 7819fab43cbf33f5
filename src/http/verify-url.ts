import type Koa from 'koa'
import type { Logger } from '../logger.ts'
import { openSealed } from '../wecom/sealed-message.ts'
import { refuse } from './error-boundary.ts'
import { readSealedParams } from './sealed-params.ts'
import type { WebhookKeys } from './webhook-keys.ts'

/** URL verification (wecom.md 1.4): answers with exactly the decrypted text, within the platform's one second. */
export function verifyUrl({ keys, corpId }: WebhookKeys, logger: Logger): Koa.Middleware {
  return (ctx) => {
    const params = readSealedParams(ctx.query, 'verification')
    if ('problem' in params) {
      refuse(ctx, 400, params.problem)
      return
    }
    const { signature, timestamp, nonce, echo } = params
    const opened = openSealed({ signature, timestamp, nonce, encrypted: echo }, keys, corpId)
    if ('refused' in opened) {
      logger.warn({ refused: opened.refused }, 'URL verification refused')
      refuse(ctx, 401, `refused: ${opened.refused}`)
      return
    }
    ctx.status = 200
    ctx.type = 'text/plain'
    ctx.body = opened.message
  }
}
