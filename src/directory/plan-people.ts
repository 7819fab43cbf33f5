import { isSameUser, type DirectoryState, type KnownPerson } from './directory-state.ts'

/** What WeCom says of a person now; `unseen` when the app sees nobody of this id. */
export interface SeenPerson {
  userId: string
  name: string
  status: KnownPerson['status'] | 'unseen'
  /** When WeCom was asked. */
  at: Date
  /** Mapped tags and departments; absent where they were not asked for. */
  tags?: number[]
  departments?: number[]
}

/** How many may go within a while before the desk doubts it. */
export interface LossLimits {
  /** So many are always believed. */
  always: number
  /** Above that, at most this share of the active people. */
  share: number
  /** The while, in milliseconds. */
  withinMs: number
}

/** The people after a look at WeCom, or those whose going is doubted and who therefore all stay. */
export type PeoplePlan = { people: KnownPerson[]; neverSeen: string[] } | { doubted: KnownPerson[] }

/**
 * Lays what was seen over what was known. Somebody whom WeCom has never shown stays as configured, as he may be misspelt;
 * somebody it had shown and shows no more has left. When too many go at once nothing is taken over: then a visible range
 * or a permission is wrong rather than the people gone.
 */
export function planPeople(
  { people: known }: Pick<DirectoryState, 'people'>,
  seen: readonly SeenPerson[],
  limits: LossLimits,
  now: Date,
): PeoplePlan {
  const people = new Map(known.map((person) => [person.userId.toLowerCase(), person]))
  const neverSeen: string[] = []
  for (const person of seen) {
    const before = people.get(person.userId.toLowerCase())
    if (person.status === 'unseen' && before === undefined) neverSeen.push(person.userId)
    else if (before === undefined || before.seenAt <= person.at)
      people.set(person.userId.toLowerCase(), laidOver(before, person, now))
  }
  const after = [...people.values()]
  const isGone = ({ status }: KnownPerson) => status !== 'active'
  const lost = after.filter(
    (person) => isGone(person) && !known.some((one) => isGone(one) && isSameUser(one.userId, person.userId)),
  )
  const since = now.getTime() - limits.withinMs
  const lately = known.filter((person) => isGone(person) && person.since.getTime() > since)
  const most = Math.max(limits.always, Math.floor(limits.share * after.length))
  if (lost.length > 0 && lost.length + lately.length > most) return { doubted: lost }
  return { people: after, neverSeen }
}

function laidOver(before: KnownPerson | undefined, seen: SeenPerson, now: Date): KnownPerson {
  const status = seen.status === 'unseen' ? 'left' : seen.status
  const isMasked = seen.name === '' || isSameUser(seen.name, seen.userId)
  return {
    userId: before?.userId ?? seen.userId,
    name: isMasked ? (before?.name ?? seen.name) : seen.name,
    status,
    since: before?.status === status ? before.since : now,
    seenAt: seen.at,
    tags: seen.tags ?? before?.tags ?? [],
    departments: seen.departments ?? before?.departments ?? [],
  }
}
