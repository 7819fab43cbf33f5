import { z } from 'zod'
import { communitySchema, type Community } from './communities.ts'
import { checkCommunity, repeated } from './community-checks.ts'
import { overridePolicy, type Policy } from './policy.ts'
import { checkShape, type Problem } from './problems.ts'

/** The communities that could be read, each with the policy in force there, and everything that is wrong. */
export interface CommunitiesReading {
  communities: Community[]
  policies: Map<string, Policy>
  problems: Problem[]
}

/** Reads communities.json one community at a time, so that a fault in one does not hide those in another. */
export function readCommunities(raw: unknown, basePolicy: unknown): CommunitiesReading {
  const list = checkShape(z.strictObject({ communities: z.array(z.unknown()).min(1) }), raw)
  const reading: CommunitiesReading = { communities: [], policies: new Map(), problems: [...list.problems] }
  const known = new Set(overridePolicy(basePolicy, undefined).problems.map(sameProblem))
  for (const [index, rawCommunity] of (list.value?.communities ?? []).entries()) {
    const at = ['communities', index]
    const community = checkShape(communitySchema, rawCommunity, at)
    reading.problems.push(...community.problems)
    if (community.value === undefined) continue
    const policy = overridePolicy(basePolicy, community.value.policy)
    // What is wrong in policy.json itself is told once, there.
    const own = policy.problems.filter((problem) => !known.has(sameProblem(problem)))
    reading.problems.push(
      ...under([...at, 'policy'], own),
      ...under(at, checkCommunity(community.value, policy.value)),
    )
    reading.communities.push(community.value)
    if (policy.value !== undefined) reading.policies.set(community.value.id, policy.value)
  }
  reading.problems.push(...checkTogether(reading.communities))
  return reading
}

/** What must not clash between communities: ids, group chats, and the one name of a person. */
function checkTogether(communities: readonly Community[]): Problem[] {
  const problems = [
    ...repeated(
      communities.map((community) => community.id),
      () => ['communities'],
    ),
    ...repeated(
      communities.flatMap((community) => community.groups.map((group) => group.chatId)),
      () => ['communities'],
    ),
  ]
  const names = new Map<string, string>()
  for (const { userId, name } of communities.flatMap((community) => community.members)) {
    const known = names.get(userId.toLowerCase()) ?? name
    if (known !== name) {
      problems.push({ path: ['communities'], message: `${userId} is called both ${known} and ${name}` })
    }
    names.set(userId.toLowerCase(), known)
  }
  return problems
}

function under(at: readonly PropertyKey[], problems: readonly Problem[]): Problem[] {
  return problems.map(({ path, message }) => ({ path: [...at, ...path], message }))
}

function sameProblem({ path, message }: Problem): string {
  return JSON.stringify([path.map(String), message])
}
