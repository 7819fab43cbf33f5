import { ROLES, type Role } from '../domain/people.ts'
import type { Entry } from '../domain/record.ts'
import type { Ticket } from '../domain/ticket/index.ts'

/** The role that answered for the matter just before the entry, as its timeline tells it. */
export function responsibleAt({ timeline }: Pick<Ticket, 'timeline'>, entry: Entry): Role {
  const before = timeline.slice(0, timeline.indexOf(entry))
  const last = before.findLast(({ type }) => type === 'escalated' || type === 'reopened')
  return ROLES.find((role) => role === last?.facts.role) ?? 'front_desk'
}

/**
 * Whether a ticket that was sent back or reopened went to whoever had it, judged by what happened next: it waits for
 * somebody only where he had left meanwhile.
 */
export function keptItsWorker(recorded: Ticket, entry: Entry): boolean {
  const after = recorded.timeline.slice(recorded.timeline.indexOf(entry) + 1)
  for (const { type, facts } of after) {
    if (type === 'taken') return facts.from !== undefined
    if (type === 'unaccepted') return false
    if (type === 'idle' || type === 'warned' || type === 'handed_on') return true
    if (type === 'transferred' || type === 'done' || type === 'reopened') return true
  }
  return recorded.status !== 'waiting'
}
