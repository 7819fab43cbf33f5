import { intAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Platform } from '../platform.ts'
import type { Agent } from '../world.ts'

/** `agentid` must be there (41011), be a whole number of this corp's apps (40056), and be the token's own (301002). */
export function checkAgent(
  platform: Platform,
  agent: Agent,
  body: Record<string, unknown>,
): Refusal | undefined {
  if (body.agentid === undefined) return refuse(41011, 'missing agentid')
  const named = intAt(body, 'agentid')
  if (named === undefined || platform.directory.agent(named) === undefined)
    return refuse(40056, 'invalid agentid')
  return named === agent.agentId
    ? undefined
    : refuse(301002, 'not allow operate another agent with this accesstoken')
}
