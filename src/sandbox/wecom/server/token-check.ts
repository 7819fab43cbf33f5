import type { Platform } from '../platform.ts'
import type { Agent } from '../world.ts'
import { refuse, type Refusal } from './refusal.ts'

/** The app that an access token of the query string stands for; missing 41001, unknown 40014, expired 42001. */
export function checkToken(
  platform: Platform,
  query: URLSearchParams,
): Agent | (Refusal & { excused?: true }) {
  const given = query.get('access_token') ?? ''
  if (given === '') return refuse(41001, 'access_token missing')
  const known = platform.records.tokens.get(given)
  const agent = known === undefined ? undefined : platform.directory.agent(known.agentId)
  if (known === undefined || agent === undefined) return refuse(40014, 'invalid access_token')
  // A client cannot know that its token was taken away or that its clock is behind: no fault of its own.
  if (known.revoked) return { ...refuse(40014, 'invalid access_token'), excused: true }
  if (known.expiresAt <= platform.now()) return { ...refuse(42001, 'access_token expired'), excused: true }
  return agent
}
