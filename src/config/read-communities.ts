import { z } from 'zod'
import { communitySchema, type Community } from './communities.ts'
import { checkCommunity } from './community-checks.ts'
import { checkClashes, type PlacedCommunity } from './community-clashes.ts'
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
  const problems: Problem[] = [...list.problems]
  const policies = new Map<string, Policy>()
  const placed: PlacedCommunity[] = []
  const baseProblems = new Set(overridePolicy(basePolicy, {}).problems.map(sameProblem))
  for (const [index, rawCommunity] of (list.value?.communities ?? []).entries()) {
    const at = ['communities', index]
    const { value: community, problems: shapeProblems } = checkShape(communitySchema, rawCommunity, at)
    problems.push(...shapeProblems)
    if (community === undefined) continue
    const policy = overridePolicy(basePolicy, community.policy)
    // What is wrong in policy.json itself is told once, there.
    const ownProblems = policy.problems.filter((problem) => !baseProblems.has(sameProblem(problem)))
    problems.push(
      ...under([...at, 'policy'], ownProblems),
      ...under(at, checkCommunity(community, policy.value)),
    )
    if (policy.value !== undefined) policies.set(community.id, policy.value)
    placed.push({ at, community })
  }
  problems.push(...checkClashes(placed))
  return { communities: placed.map(({ community }) => community), policies, problems }
}

function under(at: readonly PropertyKey[], problems: readonly Problem[]): Problem[] {
  return problems.map(({ path, message }) => ({ path: [...at, ...path], message }))
}

function sameProblem({ path, message }: Problem): string {
  return JSON.stringify([path.map(String), message])
}
