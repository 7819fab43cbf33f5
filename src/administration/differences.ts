import { isDeepStrictEqual } from 'node:util'
import type { Community } from '../config/communities.ts'
import type { DirectoryChange } from '../directory/index.ts'

/**
 * The changes that make the standing communities the wanted ones. Where only numbers differ they are changed one by one, so
 * that the records say which; a community that is not wanted stays, as none can be taken away while its tickets are open.
 */
export function planDifferences(
  standing: readonly Community[],
  wanted: readonly Community[],
): DirectoryChange[] {
  return wanted.flatMap((community): DirectoryChange[] => {
    const before = standing.find(({ id }) => id === community.id)
    if (before === undefined) return [{ kind: 'set_community', community }]
    if (same(before, community)) return []
    if (!same({ ...before, policy: {} }, { ...community, policy: {} }))
      return [{ kind: 'set_community', community }]
    const keys = [...new Set([...Object.keys(before.policy), ...Object.keys(community.policy)])]
    return keys
      .filter((key) => !same(before.policy[key], community.policy[key]))
      .map((key) => ({
        kind: 'set_policy',
        communityId: community.id,
        path: [key],
        value: community.policy[key] ?? null,
      }))
  })
}

/** One line for each place at which two values differ: `shifts[0].to: "20:00" → "21:00"`. */
export function tellDifferences(before: unknown, after: unknown, at = ''): string[] {
  if (same(before, after)) return []
  if (Array.isArray(before) && Array.isArray(after)) {
    const length = Math.max(before.length, after.length)
    return Array.from({ length }, (_, index) => index).flatMap((index) =>
      tellDifferences(before[index], after[index], `${at}[${String(index)}]`),
    )
  }
  if (isRecord(before) && isRecord(after)) {
    return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((key) =>
      tellDifferences(before[key], after[key], at === '' ? key : `${at}.${key}`),
    )
  }
  // The key of a group's robot is a secret.
  if (/\brobot\b/.test(at)) return [`${at}: changed`]
  return [`${at}: ${say(before)} → ${say(after)}`]
}

/** Equal as JSON says them: what is left out is the same as undefined. */
function same(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(plain(one), plain(other))
}

function plain(value: unknown): unknown {
  const copy: unknown = value === undefined ? undefined : JSON.parse(JSON.stringify(value))
  return copy
}

function say(value: unknown): string {
  return value === undefined ? 'nothing' : JSON.stringify(value)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
