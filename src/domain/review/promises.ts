import { finishedAt } from '../quality/index.ts'
import type { Ticket } from '../ticket/index.ts'
import type { Checked, FollowUp, Outcome } from './digest.ts'
import type { Review } from './review.ts'

/** What is told first. */
const ORDER: readonly Outcome[] = ['broken', 'late', 'pending', 'kept']

/**
 * What was promised by the last Monday and what became of it (REC-4.9): its follow-ups, those of the Monday before that
 * were not done then, and the open tickets of its list by their promises in force. `reviews` are newest first.
 */
export function checkPromises(
  reviews: readonly Review[],
  tickets: ReadonlyMap<string, Ticket>,
  now: Date,
): Checked[] {
  const [last, ...earlier] = reviews
  if (last === undefined) return []
  const lastAt = last.timeline[0]?.at ?? last.period.to
  const followUps = [
    ...(last.followUps ?? []),
    ...earlier
      .flatMap(({ followUps = [] }) => followUps)
      .filter(({ doneAt }) => doneAt === null || doneAt > lastAt),
  ]
  return [
    ...inOrder(followUps.map((followUp) => checkFollowUp(followUp, now))),
    ...inOrder(openItemsOf(last).flatMap((id) => checkTicket(tickets.get(id), now))),
  ]
}

/** The ids of the tickets that were open when the review was; lists of earlier releases name none. */
export function openItemsOf({ items }: Pick<Review, 'items'>): string[] {
  return items.flatMap(({ id, status }) =>
    id !== undefined && (status === 'waiting' || status === 'in_progress') ? [id] : [],
  )
}

function checkFollowUp({ number, place, matter, assignee, dueAt, doneAt }: FollowUp, now: Date): Checked {
  const outcome = outcomeOf(doneAt ?? undefined, dueAt, now)
  return { what: 'follow_up', number, place, matter, who: assignee.name, dueAt, outcome }
}

function checkTicket(ticket: Ticket | undefined, now: Date): Checked[] {
  if (ticket === undefined || ticket.status === 'discarded') return []
  const { number, reception, assignee, dueAt } = ticket
  return [
    {
      what: 'ticket',
      number,
      place: reception.room ?? reception.location ?? '',
      matter: reception.matter,
      who: assignee?.name ?? '',
      dueAt,
      outcome: outcomeOf(finishedAt(ticket), dueAt, now),
    },
  ]
}

function outcomeOf(doneAt: Date | undefined, dueAt: Date, now: Date): Outcome {
  if (doneAt !== undefined) return doneAt <= dueAt ? 'kept' : 'late'
  return now > dueAt ? 'broken' : 'pending'
}

function inOrder(checked: readonly Checked[]): Checked[] {
  return ORDER.flatMap((outcome) => checked.filter((one) => one.outcome === outcome))
}
