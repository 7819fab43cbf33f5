import { z } from 'zod'
import type { Community } from '../config/communities.ts'
import type { Policy } from '../config/policy.ts'
import { checkShape, sayProblem } from '../config/problems.ts'
import { readCommunities } from '../config/read-communities.ts'
import { DirectoryChangeSchema, type DirectoryChange } from '../directory/index.ts'
import { planDifferences } from './differences.ts'

/** What a file asks for: changes of the communities as they stand, or why it cannot be had. */
export type Wanted =
  { plan: (communities: readonly Community[]) => DirectoryChange[] } | { problems: string[] }

/**
 * Reads a file of an administrator: communities as communities.json has them, or single changes. Unknown keys, wrong
 * values and durations are told with their place in the file.
 */
export function readWanted(text: string, policy: Policy): Wanted {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    return { problems: [`is no JSON: ${error instanceof Error ? error.message : String(error)}`] }
  }
  if (typeof raw === 'object' && raw !== null && 'changes' in raw) {
    const { value, problems } = checkShape(Changes, raw)
    if (value === undefined) return { problems: problems.map((problem) => sayProblem(undefined, problem)) }
    return { plan: () => value.changes }
  }
  const { communities, problems } = readCommunities(raw, policy)
  if (problems.length > 0) return { problems: problems.map((problem) => sayProblem(undefined, problem)) }
  return { plan: (standing) => planDifferences(standing, communities) }
}

const Changes = z.strictObject({ changes: z.array(DirectoryChangeSchema).min(1).max(1000) })
