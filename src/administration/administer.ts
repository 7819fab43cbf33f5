import { randomUUID } from 'node:crypto'
import type { Community } from '../config/communities.ts'
import { ConfigError } from '../config/index.ts'
import type { Policy } from '../config/policy.ts'
import { layChange } from '../directory/index.ts'
import type { Administration } from '../services/directory/administration.ts'
import { tellDifferences } from './differences.ts'
import { readWanted } from './read-wanted.ts'

/** As whom the records name changes by file. */
const BY_FILE = { userId: 'file', name: '配置文件' }

/** The communities in force, shaped like communities.json; groups' robots and websites are named as configured. */
export function exportCommunities(administration: Administration): string {
  return JSON.stringify({ communities: administration.communities() }, undefined, 2)
}

/**
 * What a file would change, or has changed: one line for each difference, all of them or none. Throws a `ConfigError`
 * that lists everything that is wrong.
 */
export async function administer(
  what: 'check' | 'apply',
  text: string,
  policy: Policy,
  administration: Administration,
  now: Date,
): Promise<string> {
  const wanted = readWanted(text, policy)
  if ('problems' in wanted) throw new ConfigError(wanted.problems)
  const standing = administration.communities()
  const changes = wanted.plan(standing)
  const after = changes.reduce<Community[]>(layChange, [...standing])
  const lines = after.flatMap((community) => {
    const before = standing.find(({ id }) => id === community.id)
    if (before === undefined) return [`${community.id}: is new, ${community.name}`]
    return tellDifferences(before, community).map((line) => `${community.id} ${line}`)
  })
  const problems = administration.check(changes)
  if (problems.length > 0) throw new ConfigError(problems)
  if (lines.length === 0) return 'nothing to change'
  if (what === 'check') return [...lines, `${String(changes.length)} change(s), not applied`].join('\n')
  const decided = await administration.decide(wanted.plan, BY_FILE, `file-${randomUUID()}`, now)
  if ('problems' in decided) throw new ConfigError(decided.problems)
  const count = 'applied' in decided ? decided.applied.length : 0
  return [...lines, `${String(count)} change(s) applied; running desks follow with their next tick`].join(
    '\n',
  )
}
