import { createHash } from 'node:crypto'
import type { Platform } from '../platform.ts'
import { MINUTE_MS } from '../rates.ts'
import { isRefusal } from '../server/api-method.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Agent } from '../world.ts'
import type { LoginCodeRecord } from './login-records.ts'

const TICKET_LIFE_MS = 30 * MINUTE_MS

/** Who logged in: a member, perhaps with a ticket for private fields, or somebody from WeChat. */
export type LoggedIn = { userId: string; userTicket?: string } | { openId: string; externalUserId?: string }

/** Uses a login code up, once and within its five minutes (wecom.md 9.2). */
export function redeemCode(platform: Platform, agent: Agent, given: string): LoggedIn | Refusal {
  const code = findCode(platform, agent, given)
  if (isRefusal(code)) return code
  const member = platform.directory.member(code.personId)
  if (member !== undefined && platform.directory.visible(agent, member.userId) === undefined)
    return refuse(50002, 'member is outside the permission range')
  platform.records.login.codes.put(code.code, { ...code, used: true })
  if (member === undefined) return stranger(platform, agent, code.personId)
  if (code.grants === null) return { userId: member.userId }
  const ticket = platform.secret('ut_')
  platform.records.login.tickets.put(ticket, {
    ticket,
    agentId: agent.agentId,
    userId: member.userId,
    grants: code.grants,
    expiresAt: platform.now() + TICKET_LIFE_MS,
  })
  return { userId: member.userId, userTicket: ticket }
}

function findCode(platform: Platform, agent: Agent, given: string): LoginCodeRecord | Refusal {
  const code = platform.records.login.codes.get(given)
  const wrongApp = code !== undefined && code.agentId !== null && code.agentId !== agent.agentId
  if (code === undefined || wrongApp) return refuse(40029, 'invalid code')
  if (code.used) return refuse(platform.switches.usedLoginCodeErrcode, 'code was used')
  return code.expiresAt <= platform.now() ? refuse(42003, 'code expired') : code
}

/** An openid is the corp's own number for a WeChat user; the external id is told for friends of members in range only. */
function stranger(platform: Platform, agent: Agent, externalUserId: string): LoggedIn {
  const owner = platform.world.owners.find((each) => each.externalUserId === externalUserId)
  const openId = `o${createHash('sha1').update(`${platform.world.corpId} ${externalUserId}`).digest('base64url')}`
  const isFriend = (owner?.friendOf ?? []).some(
    (userId) => platform.directory.visible(agent, userId) !== undefined,
  )
  return isFriend ? { openId, externalUserId } : { openId }
}
