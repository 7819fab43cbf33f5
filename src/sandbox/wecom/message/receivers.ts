import type { Platform } from '../platform.ts'
import { intAt, textAt } from '../server/fields.ts'
import { refuse, type Refusal } from '../server/refusal.ts'
import type { Agent, Member } from '../world.ts'

/** The receiver lists as they stand in a request. */
export interface NamedReceivers {
  everyone: boolean
  users: string[]
  parties: string[]
  tags: string[]
}

/** The members that were reached by the lists, and what of the lists was wrong. */
export interface ResolvedReceivers {
  members: Member[]
  /** Lower-cased, as the platform answers them. */
  invalidUsers: string[]
  invalidParties: string[]
  invalidTags: string[]
}

/** Reads `touser`, `toparty` and `totag`; all empty is 82001, too many 40032, 82002 or 82003. */
export function parseReceivers(body: Record<string, unknown>): NamedReceivers | Refusal {
  const list = (key: string): string[] => {
    const value = intAt(body, key)?.toString() ?? textAt(body, key)
    return value.split('|').flatMap((each) => (each.trim() === '' ? [] : [each.trim()]))
  }
  const users = list('touser')
  const parties = list('toparty')
  const tags = list('totag')
  if (users.length + parties.length + tags.length === 0) {
    return refuse(82001, 'touser & toparty & totag are all empty')
  }
  if (users.length > 1000) return refuse(40032, 'invalid user list size')
  if (parties.length > 100) return refuse(82002, 'too many parties')
  if (tags.length > 100) return refuse(82003, 'too many tags')
  // With @all the other two lists are ignored (wecom.md 4.1).
  return users.includes('@all')
    ? { everyone: true, users: [], parties: [], tags: [] }
    : { everyone: false, users, parties, tags }
}

/** Finds the members behind the lists, each once, inside the app's visible range. */
export function resolveReceivers(platform: Platform, agent: Agent, named: NamedReceivers): ResolvedReceivers {
  const { directory } = platform
  const found = new Map<string, Member>()
  const add = (members: Member[]): void => {
    for (const member of members) found.set(member.userId, member)
  }
  const missing = (names: string[], look: (name: string) => Member[] | undefined): string[] =>
    names.filter((name) => {
      const members = look(name)
      add(members ?? [])
      return members === undefined
    })
  if (named.everyone) add(directory.everyoneVisible(agent))
  const invalidUsers = missing(named.users, (name) => {
    const member = directory.visible(agent, name)
    return member === undefined ? undefined : [member]
  })
  return {
    invalidUsers: [...new Set(invalidUsers.map((name) => name.toLowerCase()))],
    invalidParties: missing(named.parties, (id) => directory.inDepartment(agent, Number(id))),
    invalidTags: missing(named.tags, (id) => directory.withTag(agent, Number(id))),
    members: [...found.values()],
  }
}
