import type { ApiAnswer, ApiMethod } from '../server/api-method.ts'
import { refuse } from '../server/refusal.ts'
import { HOUR_MS } from '../rates.ts'
import type { Platform } from '../platform.ts'
import type { Agent } from '../world.ts'

const LIFE_S = 7200
const WRONG_SECRETS = [{ limit: 2000, spanMs: HOUR_MS }]

/** `GET /cgi-bin/gettoken` (wecom.md 3): one token per app, 7200 s; the secret is looked at before the corp id. */
export const gettoken: ApiMethod = {
  path: '/cgi-bin/gettoken',
  verb: 'GET',
  token: 'none',
  run(platform, { query }) {
    const secret = query.get('corpsecret') ?? ''
    const corpId = query.get('corpid') ?? ''
    if (secret === '') return refuse(41004, 'corpsecret missing')
    if (corpId === '') return refuse(41002, 'corpid missing')
    if (corpId !== platform.world.corpId) return refuse(40013, 'invalid corpid')
    const agent = platform.directory.agentOfSecret(secret)
    return agent === undefined ? refuseSecret(platform) : issue(platform, agent)
  },
}

function refuseSecret(platform: Platform): ApiAnswer {
  if (!platform.rates.take('wrong secret', WRONG_SECRETS)) return refuse(45009, 'api freq out of limit')
  const { wrongSecretErrcode } = platform.switches
  return refuse(wrongSecretErrcode, wrongSecretErrcode === 40001 ? 'invalid credential' : 'secret is invalid')
}

function issue(platform: Platform, agent: Agent): ApiAnswer {
  const { tokens } = platform.records
  const now = platform.now()
  const old = [...tokens.values()].filter((each) => each.agentId === agent.agentId)
  const valid = old.find((each) => !each.revoked && each.expiresAt > now)
  if (valid !== undefined && platform.switches.sameTokenWhileValid) {
    return tokenAnswer(valid.token, Math.floor((valid.expiresAt - now) / 1000))
  }
  // Tokens dead for a day are forgotten; younger ones are remembered as expired or overwritten.
  for (const each of old) {
    if (each.expiresAt < now - 24 * HOUR_MS) tokens.delete(each.token)
    else if (!each.revoked) tokens.put(each.token, { ...each, revoked: each.expiresAt > now })
  }
  const token = platform.secret('tok_')
  tokens.put(token, { token, agentId: agent.agentId, expiresAt: now + LIFE_S * 1000, revoked: false })
  return tokenAnswer(token, LIFE_S)
}

function tokenAnswer(token: string, seconds: number): ApiAnswer {
  return { ok: { access_token: token, expires_in: seconds } }
}
