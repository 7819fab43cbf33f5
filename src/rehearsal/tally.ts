import type { Lane } from '../domain/record.ts'
import type { OutboxItem } from '../services/stores.ts'
import type { Replayed, ReplayedChange } from './replay.ts'

/** What a message of the clocks is to whoever gets it: more responsibility, somebody's delay, his own. */
export type Sort = 'escalation' | 'alarm' | 'reminder'

/** The number of something by whom or what it is counted. */
export type Count = ReadonlyMap<string, number>

/** What a policy would have brought about, over all tickets that were rehearsed. */
export interface Tally {
  tickets: number
  /** Promises broken (REC-4.6). */
  broken: number
  /** Escalations by the role that answers from then on (REC-4.7, REC-4.8). */
  roles: Count
  /** What each member gets, by user id. */
  told: Readonly<Record<Sort, Count>>
  /** What the clocks tell in the night, by lane; a message to three counts thrice, one to a group once. */
  nights: Readonly<Partial<Record<Lane, number>>>
}

/** Who gets the messages of a change, and when: duty and quiet hours of the rehearsed policy. */
export type Address = (change: ReplayedChange) => OutboxItem[]

/** Counts one policy's lives, ticket by ticket; `isNight` is the same for all policies that are compared. */
export function createTally(address: Address, isNight: (at: Date) => boolean) {
  const roles = new Map<string, number>()
  const told: Readonly<Record<Sort, Map<string, number>>> = {
    escalation: new Map(),
    alarm: new Map(),
    reminder: new Map(),
  }
  const nights: Partial<Record<Lane, number>> = {}
  let tickets = 0
  let broken = 0

  function count(change: ReplayedChange): void {
    const step = change.change.entries.find(({ type }) => type === 'escalated')
    if (step !== undefined) add(roles, step.facts.role ?? '')
    if (!change.isStep && step === undefined) return
    for (const item of address(change)) {
      if (!('send' in item)) continue
      const sort = sortOf(item, change)
      const users = 'users' in item.to ? item.to.users : []
      if (sort !== undefined) for (const userId of users) add(told[sort], userId)
      if (!change.isStep || !isNight(item.notBefore ?? change.at)) continue
      nights[item.lane] = (nights[item.lane] ?? 0) + ('users' in item.to ? users.length : 1)
    }
  }
  return {
    add(replayed: Replayed): void {
      tickets += 1
      broken += replayed.broken
      for (const change of replayed.changes) count(change)
    },
    result: (): Tally => ({ tickets, broken, roles, told, nights }),
  }
}

const SORTS: Readonly<Record<string, Sort>> = {
  overdue: 'escalation',
  unaccepted: 'alarm',
  idle_told: 'alarm',
  idle_reminder: 'reminder',
  due_soon: 'reminder',
  overdue_told: 'reminder',
}

/** A fresh card is an alarm when it comes because nobody took the ticket; after a stop it is only the present one. */
function sortOf({ send }: { send: string }, { change }: ReplayedChange): Sort | undefined {
  const [entry] = change.entries
  if (entry?.type === 'resumed') return undefined
  if (entry?.type === 'unaccepted') return 'alarm'
  return SORTS[send]
}

function add(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1)
}
